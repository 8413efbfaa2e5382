"""The meeting on screen: the office leads, judges follow and vote, whoever is bound sees what a pause looks like."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.entries.actions import add_tie
from baigong.domain.selection import actions
from baigong.domain.selection.models import Item, Meeting, Selection, Vote
from baigong.kit import time
from tests.conftest import Once
from tests.domain.selection.test_meeting import computed
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db
TOKENS = re.compile(r'"X-CSRFToken": "[^"]*"|csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture(autouse=True)
def afternoon() -> Any:
    with time.frozen(scene.AFTER):
        yield


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(computed)


@pytest.fixture
def office(year: scene.Year) -> Client:
    """The meeting is called."""
    office = browser_of(year.office)
    office.post(reverse("office:meeting_call", args=[Selection.objects.get().public_id]))
    return office


def act(office: Client, name: str, item: Item | None = None, **data: Any) -> Any:
    return office.post(reverse(f"office:meeting_{name}", args=[item.public_id] if item else []), data)


def begin(year: scene.Year, office: Client) -> list[Client]:
    judges = [browser_of(judge.person) for judge in year.judges]
    for judge in judges:
        assert judge.post(reverse("jury:meeting_come")).status_code == 302
    assert act(office, "begin").status_code == 302
    return judges


def seen(client: Client) -> str:
    return TOKENS.sub("", client.get(reverse("jury:meeting")).content.decode())


def test_from_the_agenda_to_the_minutes(year: scene.Year, office: Client) -> None:
    judges = begin(year, office)
    item = Item.objects.filter(kind="place")[0]
    act(office, "step", item, do="take")
    assert item.entry.title in seen(judges[0])
    assert "data-together" in seen(judges[0]), "who follows the meeting is not signed out for touching nothing"
    act(office, "note", item, notes="兩位評審認為證據足夠")
    placement = item.entry.placements.get()
    after = [] if placement.prizes else ["top100"]
    act(office, "vote", item, motion=after)
    for judge in judges:
        assert judge.post(reverse("jury:meeting_vote", args=[item.public_id]), {"choice": "yes"}).status_code == 302
    act(office, "step", item, do="count")
    assert act(office, "decide", item, after=after, reason="").status_code == 302
    item.refresh_from_db()
    assert item.state == "open", "a change without a reason is not kept"
    act(office, "decide", item, after=after, reason="證據足夠")
    prize = Item.objects.get(kind="prize")
    act(office, "step", prize, do="take")
    act(office, "decide", prize, after=[""], reason="從缺")
    act(office, "keep_rest", reason="無異議")
    assert office.get(reverse("office:meeting_minutes")).status_code == 404
    assert act(office, "close").status_code == 302
    assert Meeting.objects.get().minutes["items"][item.order - 1]["notes"] == "兩位評審認為證據足夠"
    assert "data-together" not in seen(judges[0]) + office.get(reverse("office:meeting")).content.decode()
    minutes = office.get(reverse("office:meeting_minutes"))
    assert minutes.content.startswith(b"%PDF")
    text = office.get(reverse("office:meeting_minutes_text")).content
    with zipfile.ZipFile(io.BytesIO(text)) as file:
        assert file.read("mimetype") == b"application/vnd.oasis.opendocument.text"
        written = file.read("content.xml").decode()
    ET.fromstring(written)  # noqa: S314 - our own words
    assert all(words in written for words in ("兩位評審認為證據足夠", Meeting.objects.get().digest, str(year.edition)))
    assert judges[0].get(reverse("office:meeting_minutes")).status_code == 403


def test_a_prize_is_ranked_on_a_ballot(year: scene.Year, office: Client) -> None:
    judges = begin(year, office)
    prize = Item.objects.get(kind="prize")
    act(office, "step", prize, do="take")
    act(office, "vote", prize, is_secret="on")
    prize.refresh_from_db()
    ballot = {"place1": prize.motion[1], "place2": prize.motion[0]}
    assert 'name="place3"' in seen(judges[0])
    judges[0].post(reverse("jury:meeting_vote", args=[prize.public_id]), ballot)
    judges[1].post(reverse("jury:meeting_vote", args=[prize.public_id]), ballot | {"place2": prize.motion[1]})
    assert Vote.objects.count() == 1
    prize.refresh_from_db()
    assert prize.urn == [[prize.motion[1], prize.motion[0]]]


def test_nothing_is_sent_while_nothing_has_changed(year: scene.Year, office: Client) -> None:
    judge = begin(year, office)[0]
    address = re.search(r'hx-get="([^"]+)"', seen(judge))[1]  # type: ignore[index]
    leading = re.search(r'hx-get="([^"]+)"', office.get(reverse("office:meeting")).content.decode())[1]  # type: ignore[index]
    assert [judge.get(address).status_code, office.get(leading).status_code] == [204, 204]
    act(office, "step", Item.objects.filter(kind="place")[0], do="take")
    assert [judge.get(address).status_code, office.get(leading).status_code] == [200, 200]


def test_whoever_is_bound_sees_a_pause(year: scene.Year, office: Client) -> None:
    bound, *others = begin(year, office)
    item = Item.objects.filter(kind="place")[0]
    person = year.judges[0].person
    add_tie(item.entry, person, kind="family", reason="手足", by=person)
    pause = seen(bound)
    assert item.entry.title not in pause
    address = re.search(r'hx-get="([^"]+)"', pause)[1]  # type: ignore[index]
    act(office, "step", item, do="take")
    act(office, "vote", item, motion=["top100"])
    assert seen(bound) == pause
    assert bound.get(address).status_code == 204
    assert bound.post(reverse("jury:meeting_vote", args=[item.public_id]), {"choice": "yes"}).status_code == 404
    others[0].post(reverse("jury:meeting_vote", args=[item.public_id]), {"choice": "yes"})
    assert seen(bound) == pause
    act(office, "step", item, do="count")
    act(office, "decide", item, after=item.entry.placements.get().prizes, reason="照案")
    assert seen(bound) == pause


def test_a_leader_who_is_bound_leads_no_more(year: scene.Year, office: Client) -> None:
    begin(year, office)
    assert office.get(reverse("office:meeting")).status_code == 200
    add_tie(year.entries[0], year.office, kind="family", reason="手足", by=year.office)
    assert office.get(reverse("office:meeting")).status_code == 403
    assert act(office, "keep_rest").status_code == 403


@pytest.mark.parametrize("who", ["lead0", "visitor"])
def test_nobody_else_comes_in(year: scene.Year, office: Client, *, who: str) -> None:
    begin(year, office)
    person = scene.person(who, domain={"lead0": "school0.example", "visitor": "example.org"}[who])
    item = Item.objects.filter(kind="place")[0]
    for name in ("meeting", "meeting_live"):
        assert browser_of(person).get(reverse(f"jury:{name}")).status_code == 403
    assert browser_of(person).post(reverse("jury:meeting_come")).status_code == 403
    assert browser_of(person).post(reverse("jury:meeting_vote", args=[item.public_id])).status_code in {403, 404}


def test_before_the_meeting_a_judge_sees_that_there_is_none(year: scene.Year) -> None:
    judge = browser_of(year.judges[0].person)
    assert judge.get(reverse("jury:meeting")).status_code == 200
    assert judge.get(reverse("jury:meeting_live")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_room_asks_the_same_at_any_length(
    year: scene.Year, office: Client, django_assert_num_queries: Any, *, count: int
) -> None:
    judge = begin(year, office)[0]
    keep = Item.objects.filter(kind="place").values_list("pk", flat=True)[:count]
    Item.objects.exclude(pk__in=list(keep)).delete()
    actions.take_up(Item.objects.all()[0], by=year.office)
    with django_assert_num_queries(19):
        judge.get(reverse("jury:meeting_live"))
