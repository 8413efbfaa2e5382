import pytest
from django.core.files.base import ContentFile

from baigong.kit.errors import BadInput
from baigong.kit.files import kinds
from baigong.kit.files.actions import check
from baigong.kit.text import safe_file_name
from tests.support import benign_files, hostile_files


def verdict(name: str, data: bytes) -> str:
    """Empty where the file is taken, else the sentence."""
    try:
        check(ContentFile(data, name=name), name=safe_file_name(name), allowed=kinds.EVIDENCE)
    except BadInput as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("trick", hostile_files.TRICKS)
def test_a_hostile_file_is_refused_with_a_sentence(trick: str) -> None:
    assert verdict(*hostile_files.TRICKS[trick]())


@pytest.mark.parametrize("kind", benign_files.MAKERS)
@pytest.mark.parametrize("seed", range(2))
def test_an_ordinary_file_is_taken(kind: str, seed: int) -> None:
    assert verdict(f"{benign_files.NAMES[seed]}.{kind}", benign_files.MAKERS[kind](seed)) == ""
