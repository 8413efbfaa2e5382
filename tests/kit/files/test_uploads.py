from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from baigong.domain.people.actions import register
from baigong.domain.people.models import Person
from baigong.kit import time
from baigong.kit.errors import BadInput, Refused, Stale
from baigong.kit.files.models import Upload
from baigong.kit.files.reconciliation import parts_of_nothing
from baigong.kit.files.uploads import MOST_OPEN, append, assembled, begin, discard, discard_expired

pytestmark = pytest.mark.django_db
DATA = bytes(range(256)) * 40


@pytest.fixture
def owner() -> Person:
    return register(email="lead@example.org", name="林示範")


def begun(owner: Person, size: int = len(DATA)) -> Upload:
    return begin(owner=owner, about="e:files", name="../成果.pdf", size=size, most=len(DATA))


def lying() -> list[str]:
    return default_storage.listdir("parts")[1] if default_storage.exists("parts") else []


def test_parts_of_any_size_make_the_same_file(owner: Person) -> None:
    upload = begun(owner)
    for start, end in ((0, 1), (1, 5000), (5000, len(DATA))):
        upload = append(upload, offset=start, data=DATA[start:end])
    assert upload.is_complete
    with assembled(upload) as whole:
        assert whole.read() == DATA
        assert "/" not in str(whole.name)


def test_a_part_sent_twice_changes_nothing_and_leaves_nothing(owner: Person) -> None:
    first = append(begun(owner), offset=0, data=DATA[:100])
    with pytest.raises(Stale):
        append(first, offset=0, data=DATA[:100])
    behind = Upload.objects.get(pk=first.pk)
    append(first, offset=100, data=DATA[100:200])
    with pytest.raises(Stale) as late:
        append(behind, offset=100, data=DATA[100:150])
    assert late.value.facts["received"] == 200
    assert parts_of_nothing() == set()


def test_more_than_announced_is_refused(owner: Person) -> None:
    with pytest.raises(Stale):
        append(begun(owner, 10), offset=0, data=DATA[:11])


def test_a_file_over_the_limit_is_refused_before_its_first_byte(owner: Person) -> None:
    for size in (0, len(DATA) + 1):
        with pytest.raises(BadInput):
            begun(owner, size)


def test_nobody_begins_without_end(owner: Person) -> None:
    for _ in range(MOST_OPEN):
        begun(owner, 1)
    with pytest.raises(Refused):
        begun(owner, 1)


def test_what_is_given_up_or_forgotten_leaves_no_part(owner: Person) -> None:
    discard(append(begun(owner), offset=0, data=DATA[:10]))
    append(begun(owner), offset=0, data=DATA[:10])
    with time.frozen(time.now() + timedelta(days=2)):
        assert discard_expired() == 1
    assert not Upload.objects.exists()
    assert lying() == []
