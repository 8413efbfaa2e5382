import pytest

from baigong.domain.certificates.models import Certificate
from baigong.kit.files.models import StoredFile
from tests.support.jury import judged_year

pytestmark = pytest.mark.django_db


def test_before_the_results_there_is_none() -> None:
    judged_year(entries=6, judges=4)
    assert not Certificate.objects.exists()
    assert not StoredFile.objects.exists()
