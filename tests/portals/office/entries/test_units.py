"""Two spellings of one unit are seen side by side and become one, on entries too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.actions import set_units, start_entry
from baigong.domain.entries.models import Entry
from baigong.domain.people.models import Person
from baigong.domain.units.actions import find_or_add, merge_units, part_units
from baigong.domain.units.models import Merge, Unit
from baigong.domain.units.naming import key_of
from baigong.kit.audit.chain import verify
from tests.support.call import signed_in

ADDRESS = "/office/edition/2026/entries/units/"


@pytest.fixture
def twins(entry: Entry, lead: Person) -> list[Unit]:
    names = ("國立範例高級工業職業學校", "範例高工")
    units = [find_or_add(kind="technical_high", name=name, county="臺中市", by=lead) for name in names]
    set_units(entry, units, by=lead)
    return units


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("國立範例高級工業職業學校", "範例高工", True),
        ("台中市立樣本國民中學", "臺中市立樣本國中", True),
        ("木新 股份有限公司", "木新有限公司", True),
        ("範例高工", "範例高商", False),
    ],
)
def test_spellings_of_one_name(one: str, other: str, *, same: bool) -> None:
    assert (key_of(one) == key_of(other)) is same


def test_look_alikes_are_merged_with_one_press(desk: Client, twins: list[Unit], entry: Entry) -> None:
    page = desk.get(ADDRESS).content.decode()
    assert all(unit.name in page for unit in twins)
    same = [unit.public_id for unit in twins]
    assert desk.post(ADDRESS, {"same": same, "into": twins[0].public_id}).status_code == 302
    assert [row.unit for row in entry.entry_units.all()] == [twins[0]]
    assert Unit.objects.get(pk=twins[1].pk).merged_into == twins[0]
    assert twins[1].public_id not in desk.get(ADDRESS).content.decode()
    assert verify() == ""


def test_the_entry_of_another_team_follows(
    desk: Client, twins: list[Unit], edition: Edition, track: Track, lead: Person
) -> None:
    other = start_entry(edition, track=track, by=lead, units=[twins[1]])
    desk.post(ADDRESS, {"same": [twins[1].public_id], "into": twins[0].public_id})
    assert [row.unit for row in other.entry_units.all()] == [twins[0]]


def test_a_search_ticks_nothing_by_itself(desk: Client, twins: list[Unit]) -> None:
    page = desk.get(ADDRESS, {"q": "範例"}).content.decode()
    assert twins[0].name in page
    assert " checked" not in page
    assert desk.post(ADDRESS, {"into": twins[0].public_id}).status_code == 302
    assert Unit.objects.standing().count() == 2


def test_only_the_office_keeps_units(edition: Edition, twins: list[Unit], stranger: Person) -> None:
    assert signed_in(stranger, edition).get(ADDRESS).status_code == 404
    assert reverse("office:units", args=("2026",)) == ADDRESS


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many(
    desk: Client, entry: Entry, lead: Person, count: int, django_assert_num_queries: Callable[..., object]
) -> None:
    names = [f"{owner}範例{number}高工" for number in range(count) for owner in ("", "國立")]
    set_units(entry, [find_or_add(kind="technical_high", name=name, by=lead) for name in names][:6], by=lead)
    desk.get(ADDRESS)
    with django_assert_num_queries(7):
        desk.get(ADDRESS)


def test_a_mistake_is_undone_with_one_press(
    desk: Client, twins: list[Unit], entry: Entry, edition: Edition, track: Track, lead: Person
) -> None:
    other = start_entry(edition, track=track, by=lead, units=[twins[1]])
    desk.post(ADDRESS, {"same": [twins[1].public_id], "into": twins[0].public_id})
    assert twins[1].public_id not in named(other)
    assert desk.post(ADDRESS, {"part": Merge.objects.get().public_id}).status_code == 302
    assert named(entry) == [unit.public_id for unit in twins]
    assert named(other) == [twins[1].public_id]
    assert Unit.objects.get(pk=twins[1].pk).merged_into is None


def named(entry: Entry) -> list[str]:
    return list(entry.entry_units.values_list("unit__public_id", flat=True))


def test_a_merge_under_another_one_waits_for_it(
    desk: Client, twins: list[Unit], entry: Entry, officer: Person, lead: Person
) -> None:
    third = find_or_add(kind="technical_high", name="範例工業高級中等學校", county="臺中市", by=lead)
    merge_units(twins[1], twins[0], by=officer)
    merge_units(twins[0], third, by=officer)
    later, earlier = Merge.objects.all()
    assert desk.post(ADDRESS, {"part": earlier.public_id}).status_code == 409
    for merge in (later, earlier):
        part_units(merge, by=officer)
    assert named(entry) == [unit.public_id for unit in twins]
    assert not Unit.objects.exclude(merged_into=None).exists()


def test_what_the_team_changed_since_stays(twins: list[Unit], entry: Entry, officer: Person, lead: Person) -> None:
    merge_units(twins[1], twins[0], by=officer)
    set_units(entry, [], by=lead)
    part_units(Merge.objects.get(), by=officer)
    assert named(entry) == []
