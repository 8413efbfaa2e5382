"""Conflicts: named by the team, waived by two people only, and from the next request nothing of the entry is left."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.actions import grant_role
from baigong.domain.entries.actions import accept_entry, add_tie, name_conflict, rule_tie, unname_conflict
from baigong.domain.entries.models import Avoidance, Entry, Tie
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment
from baigong.kit import time
from baigong.kit.errors import BadInput, NotAllowed, Refused
from baigong.kit.jobs import worker
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db
TOKENS = re.compile(r'"X-CSRFToken": "[^"]*"|csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture(autouse=True)
def evening() -> Any:
    with time.frozen(scene.READING):
        yield


@time.frozen(scene.READING)
def given_out() -> scene.Year:
    year = scene.new_year()
    scene.hand_in(year, 6)
    scene.seat(year, 4)
    scene.give_out(year, load=0)
    return year


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(given_out)


def test_whom_a_team_names_is_kept_apart_until_two_people_say_otherwise(year: scene.Year) -> None:
    read = scene.reads(year)[0]
    judge, entry = read.judge, read.entry
    lead = entry.members.get(role="lead").person
    name_conflict(entry, name=judge.name, reason="去年的訴訟對方", by=lead)
    worker.drain()
    tie = Tie.objects.get(kind="named")
    assert (tie.person, tie.state, tie.reason) == (judge.person, "found", "去年的訴訟對方")
    assert not Assignment.objects.visible_to(judge.person).filter(entry=entry).exists()
    with pytest.raises(BadInput):
        rule_tie(tie, is_conflict=False, reason="", by=year.office)
    rule_tie(tie, is_conflict=False, reason="同名，不是同一人", by=year.office)
    tie.refresh_from_db()
    assert tie.state == "found", "one person alone changes nothing"
    with pytest.raises(Refused):
        rule_tie(tie, is_conflict=False, reason="再說一次", by=year.office)
    rule_tie(tie, is_conflict=False, reason="", by=year.director)
    tie.refresh_from_db()
    assert (tie.state, tie.waived_by, tie.ruled_by) == ("dismissed", year.office, year.director)


def test_a_name_with_another_unit_is_somebody_else(year: scene.Year) -> None:
    judge = year.judges[0]
    judge.unit = "範例大學"
    judge.save()
    entry = year.entries[0]
    lead = entry.members.get(role="lead").person
    name_conflict(entry, name=judge.name, unit="別的公司", reason="競爭對手", by=lead)
    worker.drain()
    assert not Tie.objects.filter(kind="named").exists()
    name_conflict(entry, name="只知道信箱", email=judge.email.upper(), reason="前同事", by=lead)
    worker.drain()
    assert Tie.objects.get(kind="named").person == judge.person


def test_only_the_team_names_and_only_the_office_sees(year: scene.Year) -> None:
    entry, judge = year.entries[0], year.judges[0]
    lead = entry.members.get(role="lead").person
    for person in (judge.person, year.office, scene.person("visitor")):
        with pytest.raises(NotAllowed):
            name_conflict(entry, name="某人", reason="因為", by=person)
    address = reverse("entrant:avoid", args=[entry.public_id])
    team = browser_of(lead)
    assert team.post(address, {"name": "某人", "reason": ""}).status_code == 422
    assert team.post(address, {"name": "某人", "reason": "不宜"}).status_code == 302
    assert "不宜" in team.get(address).content.decode()
    other = year.entries[1].members.get(role="lead").person
    for person in (judge.person, other, scene.person("visitor")):
        assert browser_of(person).get(address).status_code == 404
    unname_conflict(Avoidance.objects.get(), by=lead)
    assert not Avoidance.objects.exists()


def test_the_office_waives_on_its_page_with_a_second_person(year: scene.Year) -> None:
    entry, judge = year.entries[0], year.judges[0]
    tie = add_tie(entry, judge.person, kind="unit", reason="", by=year.director)
    address = reverse("office:conflict_rule", args=[tie.public_id])
    office, director = browser_of(year.office), browser_of(year.director)
    office.post(address, {"is_conflict": "no", "reason": ""})
    tie.refresh_from_db()
    assert tie.waived_by is None
    office.post(address, {"is_conflict": "no", "reason": "已離職十年"})
    page = director.get(reverse("office:assign")).content.decode()
    assert "已離職十年" in page
    assert office.post(address, {"is_conflict": "no", "reason": "我再按"}).status_code in {403, 409, 422}
    director.post(address, {"is_conflict": "no"})
    tie.refresh_from_db()
    assert tie.state == "dismissed"


def seen(client: Client, *names: str) -> str:
    pages = [client.get(reverse(name)) for name in names]
    bodies = [b"".join(page) if page.streaming else page.content for page in pages]
    return TOKENS.sub("", "".join(body.decode() for body in bodies))


OFFICE = ("office:entries", "office:home", "office:dashboard", "office:judges", "office:assign", "office:reads")


@pytest.mark.parametrize("role", ["judge", "office"])
def test_from_the_next_request_there_is_no_row_count_gap_or_time(year: scene.Year, *, role: str) -> None:
    """What is written on the entry afterwards changes nothing that the bound person can see."""
    read = scene.reads(year)[0]
    person = read.judge.person if role == "judge" else year.office
    names = ("jury:home",) if role == "judge" else OFFICE
    client = browser_of(person)
    assert read.entry.title in seen(client, *names[:1])
    add_tie(read.entry, person, kind="family", reason="手足", by=person)
    before = seen(client, *names)
    assert read.entry.title not in before
    assert read.entry.public_id not in before
    others = [one for one in scene.reads(year) if one.entry_id == read.entry_id and one.judge.person_id != person.pk]
    sheets = [scene.jury.Sheet(one, dict.fromkeys(scene.SCORES, 9), scene.WORDS) for one in others]
    scene.jury.submit_ballots_many(year.round, sheets)
    worker.drain()
    assert seen(client, *names) == before
    if role == "judge":
        for name in ("read", "conflict", "save", "submit"):
            assert client.post(reverse(f"jury:{name}", args=[read.public_id])).status_code in {404, 405}


def test_who_is_on_a_team_is_kept_away_before_anybody_has_noted_a_tie(year: scene.Year) -> None:
    """The office's own entry: no page of the office knows it, and no verb of the office touches it."""
    read = scene.reads(year)[0]
    entry = read.entry
    office = entry.members.get(role="lead").person
    assert office is not None
    grant_role(year.edition, office, "office", by=year.director)
    assert not Tie.objects.filter(entry=entry, person=office).exists()
    client = browser_of(office)
    assert entry.title not in seen(client, *OFFICE)
    assert client.get(reverse("office:entry", args=[entry.public_id])).status_code == 404
    rows = {"rows": f"{entry.public_id},{year.judges[-1].email}"}
    assert not client.post(reverse("office:reads_give"), rows).context["pairs"], "not even who reads it already"
    with pytest.raises(NotAllowed):
        actions.assign_by_hand(year.round, [(entry, year.judges[-1])], by=office)
    with pytest.raises(NotAllowed):
        actions.take_back(read, reason="", by=office)
    with pytest.raises(NotAllowed):
        accept_entry(Entry.objects.get(pk=entry.pk), by=office)
