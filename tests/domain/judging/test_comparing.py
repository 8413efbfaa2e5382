"""The last few entries side by side: who is asked what, answers with their versions, what the list makes of them."""

from __future__ import annotations

from contextvars import copy_context
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, Route, expect, sync_playwright

from baigong.domain.entries.models import Tie
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Comparison, Figures, Round
from baigong.domain.judging.queries.comparing import pairs_of
from baigong.domain.selection import actions as deciding
from baigong.domain.selection.models import Placement, Selection
from baigong.kit import time
from baigong.kit.errors import NotAllowed, Refused, Stale
from baigong.kit.jobs import worker
from fairjury.record import canonical, verify
from tests.conftest import Once
from tests.support import axe
from tests.support import browser as machine
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db

COMMON = {"rubric": "main", "opens": "judging_opens", "closes": "judging_closes"}
ROUNDS = [
    {"key": "reading", "name": {"zh": "初審", "en": "First"}, "reads": 3},
    {"key": "pairs", "name": {"zh": "比較", "en": "Pairs"}, "reads": 4, "pairs": 6, "around": "top10"},
    {"key": "final", "name": {"zh": "決審", "en": "Final"}, "reads": 0, "meeting": True, "readers": "everyone"},
]
PRIZES = [
    {"key": "top100", "name": {"zh": "百", "en": "TOP"}, "text": {"zh": "甲", "en": "A"}, "count": 8},
    {"key": "top10", "name": {"zh": "十", "en": "TEN"}, "text": {"zh": "乙", "en": "B"}, "count": 3, "among": "top100"},
]


@pytest.fixture(autouse=True)
def evening() -> Any:
    with time.frozen(scene.READING):
        yield


@time.frozen(scene.READING)
def begun() -> scene.Year:
    """The reading is closed, and everybody has the first pairs."""
    rounds = [COMMON | row for row in ROUNDS]
    year = scene.judged_year(entries=14, judges=4, rounds=rounds, prizes=PRIZES, certificates=[], cooling_off=[])
    actions.close_round(year.round, by=year.office)
    actions.ask_pairs(stage(), by=year.office)
    worker.drain()
    return year


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(begun)


def stage() -> Round:
    return Round.objects.get(key="pairs")


def next_of(year: scene.Year, judge: int = 0) -> Comparison:
    found = pairs_of(year.judges[judge].person, year.edition)
    assert found is not None
    assert found.next is not None
    return found.next


def say(pair: Comparison, better: str) -> Comparison:
    return actions.choose(pair, better=better, version=pair.version, by=pair.left.judge.person)


def compare_all(year: scene.Year, favourite: str) -> int:
    """Everybody answers all pairs: the favourite wins, of two others the earlier key."""
    while waiting := list(Comparison.objects.filter(better="").select_related("left__entry", "right__entry")):
        for pair in waiting:
            left, right = (one.entry.public_id for one in (pair.left, pair.right))
            wins = favourite == left or (favourite != right and left < right)
            say(pair, "left" if wins else "right")
        worker.drain()
    return Comparison.objects.count()


def test_everybody_gets_pairs_of_the_entries_in_doubt(year: scene.Year) -> None:
    given = Comparison.objects.select_related("left__judge", "right__judge", "left__entry", "right__entry")
    assert {pair.left.judge_id for pair in given} == {judge.pk for judge in year.judges}
    assert all(pair.left.judge_id == pair.right.judge_id for pair in given)
    entries = {one.entry.public_id for pair in given for one in (pair.left, pair.right)}
    assert entries <= set(Figures.objects.get(round=stage()).data["prior"]["entries"])
    assert len(entries) == 6


def test_an_answer_is_kept_with_the_one_before_until_the_round_closes(year: scene.Year) -> None:
    pair = next_of(year)
    say(say(say(pair, "left"), ""), "equal")
    assert list(pair.versions.order_by("number").values_list("better", flat=True)) == ["left", "", "equal"]
    with pytest.raises(Stale):
        say(pair, "right")
    with pytest.raises(NotAllowed):
        actions.choose(next_of(year, 1), better="left", version=0, by=year.judges[0].person)
    actions.close_round(stage(), by=year.office)
    with pytest.raises(Refused):
        say(Comparison.objects.get(pk=pair.pk), "")


def test_a_tie_takes_the_pairs_away_and_their_answers_out(year: scene.Year) -> None:
    pair = next_of(year)
    say(pair, "left")
    actions.declare_conflict(pair.left, reason="", by=pair.left.judge.person)
    with pytest.raises(NotAllowed):
        say(Comparison.objects.get(pk=pair.pk), "right")
    actions.choose(mine := next_of(year), better="left", version=0, by=mine.left.judge.person)
    worker.drain()
    assert Figures.objects.get(round=stage()).data["answers"] == 1
    later = Comparison.objects.visible_to(year.judges[0].person)
    assert not [one for one in later if pair.left.entry_id in {one.left.entry_id, one.right.entry_id}]


def test_the_list_follows_the_answers_and_its_record_can_be_checked(year: scene.Year) -> None:
    before = Figures.objects.get(round=stage()).data
    outside = before["lines"][before["places"]]["entry"]
    with pytest.raises(Refused):
        deciding.ask_selection(year.round, by=year.office)
    assert compare_all(year, outside) == 12
    line = next(line for line in Figures.objects.get(round=stage()).data["lines"] if line["entry"] == outside)
    assert line["before"] == before["places"] + 1 > line["rank"]
    assert line["looks"] == 4
    actions.close_round(stage(), by=year.office)
    worker.drain()
    selection = deciding.ask_selection(year.round, by=year.office)
    worker.drain()
    selection = Selection.objects.get(pk=selection.pk)
    assert len(selection.record["comparisons"]) == 12
    assert verify(canonical.encode(selection.record)) == []
    placed = Placement.objects.get(selection=selection, entry__public_id=outside)
    assert placed.merit == pytest.approx(line["merit"], abs=0.01)
    assert "top10" in placed.prizes


def test_pages(year: scene.Year) -> None:
    judge, office = browser_of(year.judges[0].person), browser_of(year.office)
    assert judge.get(reverse("jury:home"), follow=True).redirect_chain[-1][0] == reverse("jury:pairs")
    pair = next_of(year)
    page = judge.get(reverse("jury:pairs")).content.decode()
    assert all(entry.title in page for entry in (pair.left.entry, pair.right.entry))
    assert "這一件沒有文字" not in page
    answer = reverse("jury:pair", args=[pair.public_id])
    assert answer in page
    assert browser_of(year.judges[1].person).post(answer, {"better": "left", "version": 0}).status_code == 404
    assert judge.post(answer, {"better": "left", "version": "0"}).status_code == 302
    assert judge.get(answer).status_code == 200
    assert Comparison.objects.get(pk=pair.pk).better == "left"
    page = judge.post(answer, {"better": "right", "version": "0"}, follow=True).content.decode()
    assert "別的地方" in page
    read = Assignment.objects.filter(round=stage(), judge=year.judges[0])[0]
    save = reverse("jury:save", args=[read.public_id])
    assert judge.post(save, {"answers": {}, "version": 0}, content_type="application/json").status_code == 409
    worker.drain()
    shown = office.get(reverse("office:pairs", args=["pairs"])).content.decode()
    assert pair.left.entry.title in shown
    assert Client().get(answer).status_code in {302, 404}


def test_staff_with_a_stake_see_no_order_and_no_counts(year: scene.Year) -> None:
    compare_all(year, year.entries[0].public_id)
    address = reverse("office:pairs", args=["pairs"])
    others = browser_of(year.director).get(address)
    assert {"lines", "circles", "judges", "figures"} <= others.context.keys()
    Tie.objects.create(entry=year.entries[-1], person=year.office, kind="family", found_at=scene.READING)
    own = browser_of(year.office).get(address)
    assert own.context.keys().isdisjoint({"lines", "circles", "judges", "figures", "computed_at"})
    assert own.context["why_not"] in own.content.decode()
    assert "judge0" in others.content.decode()
    assert "judge0" not in own.content.decode()


@pytest.mark.browser
def test_pairs_by_keyboard_alone(year: scene.Year) -> None:
    if connections["default"].vendor != "sqlite":
        pytest.skip("looked at on SQLite")
    first, judge, own = next_of(year), browser_of(year.judges[0].person), connections["default"]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=machine.chromium(), args=list(machine.QUIET)) as started,
    ):
        page = started.new_context(base_url="http://house.example", locale="zh-TW").new_page()
        page.set_default_timeout(machine.PATIENCE)
        connections["default"] = own  # a browser's loop runs in this thread: Django would open another one
        here = copy_context()
        page.route("**/*", lambda route: here.copy().run(through, judge, route))
        page.goto(reverse("jury:pairs"))
        for width, colour in ((320, "dark"), (1280, "light"), (320, "light"), (1280, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=colour)  # type: ignore[arg-type]
            axe.look(page, name=f"pairs-{width}-{colour}")
        press(page, "ArrowRight")
        assert Comparison.objects.get(pk=first.pk).better == "right"
        press(page, "u")
        press(page, "=")
        assert Comparison.objects.get(pk=first.pk).better == "equal"
        second = next_of(year)
        press(page, "1")
        assert Comparison.objects.get(pk=second.pk).better == "left"
        del connections["default"]
    assert list(first.versions.order_by("number").values_list("better", flat=True)) == ["right", "equal"]


def through(client: Client, route: Route) -> None:
    """The browser asks this process: what it does and what the test sees are one transaction at one time."""
    path, sent = urlsplit(route.request.url).path, route.request.post_data_buffer
    kind = route.request.headers.get("content-type", "")
    reply: Any = client.get(path) if sent is None else client.post(path, sent, content_type=kind, follow=True)
    body = b"".join(reply.streaming_content) if reply.streaming else reply.content
    route.fulfill(status=reply.status_code, headers=dict(reply.headers), body=body)


def press(page: Page, key: str) -> None:
    expect(page.locator("html.js")).to_be_attached()  # the keys are listened to
    with page.expect_navigation():
        page.keyboard.press(key)
