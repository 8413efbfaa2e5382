"""The jury in the office: judges, assignment, dashboard, sheets, and what a bound person does not see."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.actions import grant_role
from baigong.domain.entries.actions import add_tie
from baigong.domain.entries.models import Member, Tie
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Ballot, Judge, ReadingPlan
from baigong.kit import time
from baigong.kit.jobs import worker
from baigong.kit.outbox.models import Message
from baigong.kit.policy import SYSTEM
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of

TOKENS = re.compile(r'"X-CSRFToken": "[^"]*"|csrfmiddlewaretoken" value="[^"]*"')
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def evening() -> Any:
    with time.frozen(scene.READING):
        yield


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(scene.new_year)


@pytest.fixture
def office(year: scene.Year) -> Client:
    return browser_of(year.office)


def test_before_the_first_read_the_office_is_led_to_give_out_reads_and_an_auditor_is_not(year: scene.Year) -> None:
    auditor = scene.person("auditor")
    grant_role(year.edition, auditor, "auditor", by=year.director)
    pages = [browser_of(who).get(reverse("office:dashboard")) for who in (year.office, auditor)]
    assert [page.status_code for page in pages] == [200, 200]
    way = f'href="{reverse("office:assign")}"'
    assert [way in page.content.decode() for page in pages] == [True, False]


def test_one_judge_is_invited(office: Client) -> None:
    form = {"name": "林", "email": "lin@jury.example", "tracks": ["cross"]}
    answer = office.post(reverse("office:judge_invite"), form | {"tracks": []})
    assert answer.status_code == 302
    assert Message.objects.get(kind="judge-invitation").to == "lin@jury.example"
    assert office.post(reverse("office:judge_invite"), form | {"tracks": []}).status_code == 422
    assert Judge.objects.count() == 1


def test_many_judges_are_invited_once(office: Client, year: scene.Year) -> None:
    rows = '林,lin@jury.example,探課,甲大學\n"陳,二",chen@jury.example,,,,台中市\n林,lin@jury.example,,'
    office.post(reverse("office:judge_invite_many"), {"rows": rows})
    office.post(reverse("office:judge_invite_many"), {"rows": rows})
    assert list(Judge.objects.order_by("email").values_list("name", flat=True)) == ["陳,二", "林"]
    tracks = Judge.objects.get(email="lin@jury.example").tracks.values_list("sign", flat=True)
    assert sorted(tracks) in (sorted("探課"), [])
    assert list(Judge.objects.order_by("email").values_list("region", flat=True)) == ["臺中市", ""]
    assert Message.objects.filter(kind="judge-invitation").count() == 2


def test_a_wrong_line_invites_nobody(office: Client) -> None:
    rows = "林,lin@jury.example,探,\n陳,no address,,"
    answer = office.post(reverse("office:judge_invite_many"), {"rows": rows})
    assert answer.status_code == 422
    assert "no address" in answer.content.decode()
    assert not Judge.objects.exists()


def test_a_cell_without_an_end_is_named_by_its_row(office: Client) -> None:
    rows = '林,lin@jury.example,探,\n"陳,chen@jury.example,,\n' + "字" * 140_000
    answer = office.post(reverse("office:judge_invite_many"), {"rows": rows})
    assert answer.status_code == 422
    assert "131,072" in answer.content.decode()
    assert not Judge.objects.exists()


def assert_worth_shown(plan: ReadingPlan, page: str) -> None:
    """Every measure of a plan stands on its page, and how many entries have how many readers of their own track."""
    found, readers = plan.figures, Counter(entry for entry, _judge in plan.pairs)
    assert sum(found["at_home"]) == found["entries"] == len(readers)
    measures = [f"{round(100 * found[name])}%" for name in ("efficiency", "kept", "own_track", "worst_share")]
    counts = [f"{entries} " for entries in found["at_home"]]
    shown = re.findall(r"<dd>([^<]*)<|<figcaption>.*?(\d+%)|<td class=\"r nw\">(\d+ )", page)
    words = {word for row in shown for word in row if word}
    assert words >= {*measures, *counts, f"{found['worst']:.2f}", str(found["pieces"])}


def test_reads_are_looked_at_before_they_go_out(office: Client, year: scene.Year) -> None:
    scene.hand_in(year, 12)
    scene.seat(year, 4)
    office.post(reverse("office:assign"), {"reads": 3, "load": 0})
    assert "hx-trigger" in office.get(reverse("office:assign")).content.decode()
    worker.drain()
    assert not Assignment.objects.exists()
    plan = ReadingPlan.objects.get()
    assert plan.state == "found"
    page = office.get(reverse("office:assign")).content.decode()
    assert_worth_shown(plan, page)
    office.post(reverse("office:assign_give_out", args=[plan.public_id]))
    assert Assignment.objects.count() == 36
    assert_worth_shown(plan, office.get(reverse("office:assign")).content.decode())
    assert office.post(reverse("office:assign_give_out", args=[plan.public_id])).status_code == 409
    worker.drain()
    assert Message.objects.filter(kind="judge-reads").count() == 4


def test_a_plan_says_from_which_counties_its_readers_come(office: Client, year: scene.Year) -> None:
    scene.hand_in(year, 4)
    for region in ("臺中市", "臺中市", "花蓮縣"):
        scene.seat(year, 1, region=region)
    office.post(reverse("office:assign"), {"reads": 2, "load": 0})
    worker.drain()
    plan, judges = ReadingPlan.objects.get(), {judge.key: judge.region for judge in year.judges}
    by_entry: dict[str, set[str]] = {}
    for entry, judge in plan.pairs:
        by_entry.setdefault(entry, set()).add(judges[judge])
    found, sizes = plan.figures["regions"], Counter(len(regions) for regions in by_entry.values())
    assert found["spread"] == [sizes[n] for n in range(max(sizes) + 1)]
    at_home = sum(judges[judge] == "臺中市" for _entry, judge in plan.pairs)
    assert found["counties"] == [["臺中市", 4, 8, at_home]], "all entries come from there"
    page = office.get(reverse("office:assign"))
    assert page.context["counties"] == [("臺中市", 4, 8, at_home)]
    assert [row.value for row in page.context["region_spread"]] == found["spread"][::-1]


def test_rules_that_cannot_hold_are_explained(office: Client, year: scene.Year) -> None:
    scene.hand_in(year, 12)
    scene.seat(year, 4)
    office.post(reverse("office:assign"), {"reads": 3, "load": 2})
    worker.drain()
    plan = ReadingPlan.objects.get()
    assert plan.state == "failed"
    assert plan.problem.zh in office.get(reverse("office:assign")).content.decode()
    assert not Assignment.objects.exists()


def test_a_found_bond_keeps_apart_until_a_human_rules(office: Client, year: scene.Year) -> None:
    entry = scene.hand_in(year, 8)[0]
    judge = scene.seat(year, 5)[0]
    Member.objects.create(entry=entry, person=judge.person, name=judge.name, role="reader", state="accepted")
    scene.give_out(year, load=0)
    assert not Assignment.objects.filter(judge=judge, entry=entry).exists()
    tie = Tie.objects.get(entry=entry, person=judge.person)
    assert (tie.kind, tie.state) == ("member", "found")
    assert entry.title in office.get(reverse("office:assign")).content.decode()
    office.post(reverse("office:conflict_rule", args=[tie.public_id]), {"is_conflict": "no", "reason": "namesake"})
    browser_of(year.director).post(reverse("office:conflict_rule", args=[tie.public_id]), {"is_conflict": "no"})
    tie.refresh_from_db()
    assert (tie.state, tie.waived_by, tie.ruled_by) == ("dismissed", year.office, year.director)


def test_letting_go_leaves_holes_only(office: Client, year: scene.Year) -> None:
    scene.hand_in(year, 8)
    judge = scene.seat(year, 5)[0]
    before = {(read.judge_id, read.entry_id) for read in scene.give_out(year, load=0)}
    done = Assignment.objects.filter(judge=judge)[0]
    actions.submit_ballots_many(year.round, [actions.Sheet(done, dict.fromkeys(scene.SCORES, 6), scene.WORDS)])
    office.post(reverse("office:judge_release", args=[judge.public_id]))
    standing = {(read.judge_id, read.entry_id) for read in scene.reads(year)}
    assert standing == {pair for pair in before if pair[0] != judge.pk} | {(judge.pk, done.entry_id)}
    assert {(read.judge_id, read.entry_id) for read in scene.give_out(year, load=0)} > standing


def test_the_dashboard_shows_progress_and_doubt(year: scene.Year) -> None:
    scene.hand_in(year, 24)
    scene.seat(year, 6)
    scene.give_out(year, load=0)
    scene.fill(year, skip=6)
    worker.drain()
    page = browser_of(year.office).get(reverse("office:dashboard")).content.decode()
    assert "66" in page
    assert "judge0" in page


def test_a_bound_person_sees_neither_the_entry_nor_figures(year: scene.Year) -> None:
    scene.hand_in(year, 12)
    scene.seat(year, 4)
    scene.give_out(year, load=0)
    scene.fill(year)
    worker.drain()
    entry = year.entries[0]
    Tie.objects.create(entry=entry, person=year.office, kind="family", found_at=scene.READING)
    office = browser_of(year.office)
    page = TOKENS.sub("", office.get(reverse("office:dashboard")).content.decode())
    assert "33" in page
    assert "36" not in page
    assert "judge0" in office.get(reverse("office:judges")).content.decode()
    assert office.get(reverse("office:selection")).status_code == 403
    assert office.get(reverse("office:ballots_export")).status_code == 403


def test_what_happens_to_the_own_entry_changes_nothing_that_a_bound_person_sees(year: scene.Year) -> None:
    scene.hand_in(year, 6)
    scene.seat(year, 4, most_reads=4)
    scene.give_out(year, load=0, reads=2)
    own = year.entries[0]
    Tie.objects.create(entry=own, person=year.office, kind="family", found_at=scene.READING)
    office = browser_of(year.office)
    rows = "\n".join(f"{entry.public_id},{judge.email}" for entry in year.entries[1:] for judge in year.judges)
    before = seen_by(office, rows)
    assert year.entries[1].title in before["office:reads"]
    fresh = [judge for judge in year.judges if not Assignment.objects.filter(entry=own, judge=judge).exists()]
    actions.assign_by_hand(year.round, [(own, judge) for judge in fresh], by=year.director)
    for read in Assignment.objects.standing().filter(entry=own).select_related("judge__person"):
        scores = dict.fromkeys(scene.SCORES, 7)
        ballot = actions.save_ballot(
            read, scores=scores, words=scene.WORDS, flags=["copied"], version=0, by=read.judge.person
        )
        actions.submit_ballot(ballot.assignment, by=read.judge.person)
    actions.remind_judge(year.judges[1], year.round, by=year.director)
    add_tie(own, year.judges[0].person, kind="unit", reason="", by=SYSTEM)
    worker.drain()
    assert Message.objects.filter(kind="judge-reminder").count() == 1
    after = seen_by(office, rows)
    assert {name for name in before if before[name] != after[name]} == set()


def seen_by(office: Client, rows: str) -> dict[str, str]:
    """Every page of the jury with figures, and what is said of reads that are wanted by hand."""
    names = "home letters judges rounds assign assign_progress reads reads_export dashboard papers entries"
    pages = {f"office:{name}": office.get(reverse(f"office:{name}")) for name in names.split()}
    pages["wanted"] = office.post(reverse("office:reads_give"), {"rows": rows})
    return {name: TOKENS.sub("", b"".join(page).decode()) for name, page in pages.items()}  # type: ignore[arg-type]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_the_same_at_any_length(year: scene.Year, django_assert_num_queries: Any, *, count: int) -> None:
    scene.hand_in(year, 4 * count)
    scene.seat(year, 2 + count)
    scene.give_out(year, load=0, reads=2)
    scene.fill(year)
    worker.drain()
    office = browser_of(year.office)
    for name in ("office:judges", "office:assign", "office:dashboard"):
        office.get(reverse(name))
    with django_assert_num_queries(13):
        office.get(reverse("office:judges"))
    with django_assert_num_queries(13):
        office.get(reverse("office:assign"))
    with django_assert_num_queries(12):
        office.get(reverse("office:dashboard"))
    b"".join(office.get(reverse("office:ballots_export")).streaming_content)  # type: ignore[attr-defined]
    noted = 5 if connection.vendor == "postgresql" else 0  # that it was taken lies in a table of the database there
    with time.frozen(time.now() + timedelta(hours=1)), django_assert_num_queries(11 + noted):  # and in the audit log
        b"".join(office.get(reverse("office:ballots_export")).streaming_content)  # type: ignore[attr-defined]


def test_all_sheets_are_in_the_file(year: scene.Year) -> None:
    scene.hand_in(year, 8)
    scene.seat(year, 4)
    scene.give_out(year, load=0)
    scene.fill(year)
    ballot = Ballot.objects.first()
    assert ballot is not None
    Ballot.objects.filter(pk=ballot.pk).update(words={"entrant": "=1+1\n二行"})
    answer = browser_of(year.office).get(reverse("office:ballots_export"))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 1 + 24
    assert len({len(row) for row in rows}) == 1
    assert any("'=1+1\n二行" in row for row in rows)


def test_the_planner_asks(office: Client) -> None:
    """What it shows in the end is looked at in the year's journey."""
    address = reverse("office:planner")
    assert office.get(address).status_code == 200
    given = {"entries": 30, "judges": 6, "hours_per_read": 0.5, "hours_each": 10, "character": "panel"}
    assert office.post(address, given | {"judges": 1}).status_code == 422
    assert office.post(address, given).status_code == 302
    assert "hx-trigger" in office.get(address).content.decode()


def test_flags_reach_the_office_but_not_whoever_is_bound(year: scene.Year) -> None:
    scene.hand_in(year, 4)
    scene.seat(year, 3)
    read = scene.give_out(year, load=0)[0]
    words = {"jury": "第三段和去年的得獎作品一樣"}
    actions.save_ballot(read, scores={}, words=words, version=0, flags=["copied"], by=read.judge.person)
    assert words["jury"] in browser_of(year.office).get(reverse("office:dashboard")).content.decode()
    Tie.objects.create(entry=read.entry, person=year.office, kind="family", found_at=scene.READING)
    assert words["jury"] not in browser_of(year.office).get(reverse("office:dashboard")).content.decode()
