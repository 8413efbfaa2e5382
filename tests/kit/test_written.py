"""A row that is written by a statement made once is the row that Django would have written."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from baigong.domain.people.models import Person
from baigong.domain.units.models import Unit
from baigong.kit.written import change, write

FIELDS = ("kind", "name", "county", "school_code", "business_number")
pytestmark = pytest.mark.django_db


def unit(**more: Any) -> Unit:
    return Unit(kind="company", name="示範公司", county="臺北市", **more)


def test_it_is_the_row_that_a_save_would_have_written() -> None:
    written, saved = write(unit()), unit()
    saved.save()
    told = [Unit.objects.values(*FIELDS).get(pk=one.pk) for one in (written, saved)]
    assert told[0] == told[1]
    assert written.pk != saved.pk


def test_it_can_be_changed_like_any_other() -> None:
    written = write(unit())
    written.name = "另一家示範公司"
    written.save()
    assert Unit.objects.get().name == "另一家示範公司"


def test_what_is_sealed_in_its_column_is_sealed() -> None:
    written = write(Person(email="one@demo.baigong.example", phone="0912345678"))
    assert Person.objects.get(pk=written.pk).phone == "0912345678"


def test_a_row_that_may_not_be_is_refused() -> None:
    write(Person(email="one@demo.baigong.example"))
    with pytest.raises(IntegrityError), transaction.atomic():
        write(Person(email="one@demo.baigong.example"))
    assert Person.objects.count() == 1


def test_only_the_row_that_is_still_as_it_was_is_changed() -> None:
    one, other = write(unit()), write(unit(school_code="0123"))
    assert change(Unit, {"name": "改名"}, pk=one.pk, name="示範公司") == 1
    assert change(Unit, {"name": "再改名"}, pk=one.pk, name="示範公司") == 0
    assert {row.pk: row.name for row in Unit.objects.all()} == {one.pk: "改名", other.pk: "示範公司"}


def test_what_is_changed_goes_into_its_column_as_a_save_would_put_it() -> None:
    person = write(Person(email="one@demo.baigong.example"))
    assert change(Person, {"phone": "0912345678", "erased_at": None}, pk=person.pk) == 1
    assert Person.objects.get(pk=person.pk).phone == "0912345678"
