"""A person and the house hold so many bytes and no more; what was typed is never concerned."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile

from baigong.domain.people.actions import register
from baigong.kit.errors import BadInput, TooBusy
from baigong.kit.files.actions import keep
from baigong.kit.files.models import StoredFile

pytestmark = pytest.mark.django_db


def sent(owner: Any) -> StoredFile:
    return keep(ContentFile(b"x" * 700_000, name="text.txt"), purpose="evidence", owner=owner)


def test_a_person_has_a_bound_of_the_own(settings: Any) -> None:
    settings.PERSON_MB = 1
    one, other = (register(email=f"{name}@example.org", name=name) for name in ("one", "other"))
    sent(one)
    with pytest.raises(BadInput, match="1 MB"):
        sent(one)
    assert sent(other).size == 700_000


def test_the_house_says_early_that_it_is_full(settings: Any, store: Any) -> None:
    settings.STORE_MB = 1
    sent(None)
    with pytest.raises(TooBusy):
        sent(None)
    assert StoredFile.objects.count() == 1
    assert len([path for path in store.rglob("*") if path.is_file()]) == 1
