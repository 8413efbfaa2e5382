"""A list of schools in the browser: looked at first, with every fault, then taken over as on the console."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from baigong.domain.editions.models import Edition
from baigong.domain.people.models import Person
from baigong.domain.units.actions import find_or_add
from baigong.domain.units.models import Unit
from tests.domain.units.test_schools import HIGH
from tests.support.call import signed_in

ADDRESS = "/office/edition/2026/entries/units/schools/"
KIND = {"kind": "technical_high", "level": ""}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp950"])
def test_a_list_is_looked_at_and_then_taken_over(desk: Client, lead: Person, encoding: str) -> None:
    find_or_add(kind="technical_high", name="樣本高工", school_code="313301", by=lead)
    file = SimpleUploadedFile("high.csv", HIGH.encode(encoding))
    looked = desk.post(ADDRESS, KIND | {"file": file})
    page = looked.content.decode()
    assert looked.status_code == 422
    assert [fault.row for fault in looked.context["reading"].faults] == [6, 7, 8, 9]
    assert all(fault.sentence in page for fault in looked.context["reading"].faults)
    assert looked.context["counts"] == {"added": 2, "changed": 1, "same": 0}
    assert "樣本高工 → 市立樣本高工" in page
    assert Unit.objects.count() == 1
    sent = KIND | {"text": looked.context["form"].cleaned_data["text"]}
    assert desk.post(ADDRESS, sent | {"take": "1"}).status_code == 302
    assert list(Unit.objects.filter(is_listed=True).values_list("name", flat=True).order_by("pk")) == [
        "市立樣本高工", "私立範例進修", "國立試驗高職",
    ]  # fmt: skip
    assert desk.post(ADDRESS, sent).context["counts"] == {"added": 0, "changed": 0, "same": 3}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"," * (1 << 20) + b","])
def test_a_wrong_file_changes_nothing_and_says_why(desk: Client, data: bytes) -> None:
    answer = desk.post(ADDRESS, KIND | {"file": SimpleUploadedFile("x.csv", data), "take": "1"})
    assert answer.status_code == 422
    assert answer.context["form"].errors or answer.context["reading"].faults
    assert not Unit.objects.exists()


def test_only_the_office_takes_lists(edition: Edition, stranger: Person) -> None:
    assert signed_in(stranger, edition).get(ADDRESS).status_code == 404
