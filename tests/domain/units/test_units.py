"""Units: known by number, else by name and place."""

from __future__ import annotations

import pytest

from baigong.domain.units.actions import find_or_add
from baigong.domain.units.models import Unit
from baigong.domain.units.queries import suggest
from baigong.kit.errors import BadInput
from baigong.kit.policy import SYSTEM

pytestmark = pytest.mark.django_db


def add(name: str, **more: str) -> Unit:
    return find_or_add(**{"kind": "technical_high", "name": name, "by": SYSTEM, **more})


def test_the_same_name_in_the_same_county_is_the_same_unit() -> None:
    assert add("範例高工", county="台中市") == add(" 範例高工 ", county="臺中市")
    assert add("範例高工", county="臺南市") != add("範例高工", county="臺中市")


def test_a_number_finds_its_unit_under_any_name() -> None:
    assert add("樣本精機股份有限公司", business_number="04595252") == add(
        "樣本精機", business_number="０４５９５２５２"
    )


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"name": "  "}, "name"),
        ({"name": "字" * 201}, "name"),
        ({"name": "校", "county": "火星縣"}, "county"),
        ({"name": "校", "business_number": "12345678"}, "business_number"),
        ({"name": "校", "school_code": "12"}, "school_code"),
    ],
)
def test_what_is_wrong_is_named(more: dict[str, str], wrong: str) -> None:
    with pytest.raises(BadInput) as refused:
        add(**more)
    assert set(refused.value.faults) == {wrong}
    assert not Unit.objects.exists()


@pytest.mark.parametrize("text", ["台中", "臺中", "樣本"])
def test_search_knows_both_spellings(text: str) -> None:
    unit = add("臺中樣本科技大學")
    assert list(Unit.objects.called(text)) == [unit]


def test_without_a_county_the_only_one_of_the_name_is_meant() -> None:
    known = add("範例高工", county="臺中市")
    assert add("範例高工") == known
    add("範例高工", county="臺南市")
    assert add("範例高工") not in (known, Unit.objects.get(county="臺南市"))


def test_suggestions_are_few_and_short_first() -> None:
    for number in range(20):
        add(f"樣本科技大學附設實習工場{number}")
    add("樣本科大")
    assert suggest("樣") == []
    found = suggest("樣本")
    assert (len(found), found[0].name) == (10, "樣本科大")


def test_a_number_told_later_stays_with_a_unit_that_people_named() -> None:
    named = find_or_add(kind="company", name="範例精密股份有限公司", by=SYSTEM)
    find_or_add(kind="company", name="範例精密股份有限公司", business_number="04595257", by=SYSTEM)
    assert find_or_add(kind="company", name="範例精密", business_number="0459 5257", by=SYSTEM) == named
