"""What the chair sees of a round's numbers: what the year's file opens, and nothing that tells of one judge."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from baigong.domain.editions.actions import grant_role, save_edition
from baigong.domain.editions.document import Document, parse, render
from baigong.domain.editions.queries import document_of
from baigong.domain.judging import actions, jobs
from baigong.domain.judging.models import Figures, Judge
from baigong.domain.judging.queries.sight import PARTS, _never_one_alone
from baigong.kit import time
from baigong.kit.jobs import worker
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of

pytestmark = pytest.mark.django_db
JUDGES = 7


@time.frozen(scene.READING)
def seven_readers() -> scene.Year:
    """Fourteen entries, each read by seven judges, and a chair."""
    year = scene.new_year(rounds=[row | {"spread": 2} for row in scene.own_document().data()["rounds"]])
    scene.hand_in(year, 14)
    scene.seat(year, JUDGES)
    scene.give_out(year, load=0, reads=JUDGES)
    grant_role(year.edition, scene.person("chair"), "chair", by=year.director)
    return year


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(seven_readers)


@pytest.fixture(autouse=True)
def evening() -> Iterator[None]:
    with time.frozen(scene.READING + timedelta(days=9)):
        yield


def chair_of(year: scene.Year) -> Any:
    return browser_of(year.edition.roles.get(kind="chair").person)


def look(browser: Any) -> dict[str, Any]:
    """What a dashboard is made of."""
    page = browser.get(reverse("office:dashboard"))
    assert page.status_code == 200
    return {name: page.context.get(name) for name in ("done", "due", "late", "severity", "band", "apart", "numbers")}


def table(browser: Any) -> list[list[str]]:
    """The rows of the exported sheets."""
    answer = browser.get(reverse("office:ballots_export"))
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))[1:]


def hand_in(year: scene.Year, judges: Iterable[Judge], *, sheets: int = 14) -> None:
    """The first sheets of each, a minute later; the last judge of the year gives one point, the others differ a bit."""
    time.move_to(time.now() + timedelta(minutes=1))
    chosen = [
        [read for read in scene.reads(year) if read.judge_id == judge.pk and not hasattr(read, "ballot")][:sheets]
        for judge in judges
    ]
    last = year.judges[-1].pk
    given = [
        actions.Sheet(read, dict.fromkeys(scene.SCORES, 1 if read.judge_id == last else 5 + read.pk % 4), scene.WORDS)
        for reads in chosen
        for read in reads
    ]
    actions.submit_ballots_many(year.round, given)
    time.move_to(time.now() + timedelta(minutes=1))
    worker.drain()


def test_before_five_judges_have_handed_in_the_chair_sees_no_number(year: scene.Year) -> None:
    hand_in(year, year.judges[:4])
    chair = chair_of(year)
    seen = look(chair)
    assert (seen["done"], seen["due"], seen["late"], seen["severity"], seen["band"]) == (0, 0, [], [], None)
    assert "送出評分的不到五位評審" in chair.get(reverse("office:dashboard")).content.decode()
    assert len(table(chair)) == 1, "the sentence alone"
    assert look(browser_of(year.office))["done"] == 4 * 14


def test_one_more_sheet_changes_nothing_that_the_chair_sees(year: scene.Year) -> None:
    hand_in(year, year.judges[:5])
    chair = chair_of(year)
    before, rows = look(chair), table(chair)
    assert before["done"] == 5 * 14
    assert len(rows) == 5 * 14 + 1
    hand_in(year, year.judges[5:6], sheets=1)
    assert look(chair) == before
    assert table(chair) == rows
    assert chair.get(reverse("office:judges")).content.decode().count("14／14") == 0, "one has not read five yet"
    assert look(browser_of(year.office))["done"] == 5 * 14 + 1


def test_a_judge_who_has_read_few_is_in_no_chart_and_cannot_be_told_from_the_others(year: scene.Year) -> None:
    hand_in(year, year.judges[:1], sheets=2)
    hand_in(year, year.judges[1:])
    names = {judge.name for judge in year.judges}
    assert {row.label for row in look(browser_of(year.office))["severity"]} == names
    shown = {row.label for row in look(chair_of(year))["severity"]}
    assert year.judges[0].name not in shown
    assert len(shown) == JUDGES - 2, "a single one could be told from all the others"


def test_counts_by_judge_are_shown_when_everybody_has_read_five(year: scene.Year) -> None:
    hand_in(year, year.judges, sheets=6)
    chair = chair_of(year)
    assert chair.get(reverse("office:judges")).content.decode().count("6／14") == JUDGES
    seen = look(chair)
    assert (seen["done"], seen["due"], len(seen["late"])) == (6 * JUDGES, 14 * JUDGES, 0)
    assert all(row.done == 6 for row in seen["severity"])


def test_where_two_are_far_apart_nobody_is_named_and_few_sheets_show_no_score(year: scene.Year) -> None:
    hand_in(year, year.judges)
    lines = look(chair_of(year))["apart"]
    assert lines
    assert {(line.low_by, line.high_by) for line in lines} == {("", "")}
    assert all(line.low == 1 for line in lines), "seven have read each"
    last = year.judges[-1].name
    assert {line.low_by for line in look(browser_of(year.office))["apart"]} == {last}


def test_the_sheets_of_the_chair_have_no_names_and_no_hours(year: scene.Year) -> None:
    hand_in(year, year.judges)
    rows = table(chair_of(year))
    text = str(rows)
    assert not any(judge.name in text for judge in year.judges)
    assert {(row[3], row[5]) for row in rows[:-1]} == {("", "")}
    named = table(browser_of(year.office))
    assert {row[3] for row in named} == {judge.name for judge in year.judges}
    assert sorted(row[6:] for row in named) == sorted(row[6:] for row in rows[:-1])


def test_entries_of_a_track_that_few_judges_have_read_are_left_out(year: scene.Year) -> None:
    track = year.entries[0].track
    for read in scene.reads(year):
        if read.entry.track_id == track.pk and read.judge_id in {judge.pk for judge in year.judges[:3]}:
            actions.take_back(read, reason="", by=year.office)
    hand_in(year, year.judges)
    chair = chair_of(year)
    assert str(track) in chair.get(reverse("office:dashboard")).content.decode()
    assert not {row[2] for row in table(chair)[:-1]} & {track.key}
    assert len(look(chair)["band"]) < len(look(browser_of(year.office))["band"]) == 14


def test_what_the_round_keeps_from_the_chair_is_on_no_page_and_in_no_file(year: scene.Year) -> None:
    hand_in(year, year.judges)
    for closed in PARTS:
        shown = what_is_open(year, closed)
        assert {part for part, there in shown.items() if there} == set(PARTS) - {closed}
        assert all(seen for name, seen in look(browser_of(year.office)).items() if name != "late")


def what_is_open(year: scene.Year, closed: str) -> dict[str, bool]:
    """Which parts the chair meets on pages and in the file, where the round keeps one back."""
    document, kept = document_of(year.edition), [part for part in PARTS if part != closed]
    rounds = [row | {"chair": kept} for row in document.data()["rounds"]]
    save_edition(scene.changed(document, rounds=rounds), by=year.office)
    chair, seen = chair_of(year), look(chair_of(year))
    table_answer = chair.get(reverse("office:ballots_export"))
    on_the_list = "14／14" in chair.get(reverse("office:judges")).content.decode()
    assert on_the_list == bool(seen["done"] or seen["due"] or seen["numbers"].progress)
    return {
        "progress": on_the_list,
        "cut": bool(seen["band"]),
        "judges": bool(seen["severity"]),
        "apart": bool(seen["apart"]),
        "sheets": table_answer.status_code == 200,
    }


def test_what_the_chair_sees_stands_in_the_file_of_the_year() -> None:
    text = render(scene.own_document())
    assert "chair" not in text, "everything is what is meant where nothing is said"
    said = text.replace("reads = 3\n", 'reads = 3\nchair = ["progress", "cut"]\n', 1)
    document = parse(said)
    assert isinstance(document, Document)
    assert document.rounds[0].chair == ("progress", "cut")
    assert parse(render(document)) == document
    nothing = parse(text.replace("reads = 3\n", "reads = 3\nchair = []\n", 1))
    assert isinstance(nothing, Document)
    assert parse(render(nothing)) == nothing
    [fault] = parse(text.replace("reads = 3\n", 'reads = 3\nchair = ["cut", "names"]\n', 1)).faults  # type: ignore[union-attr]
    assert (fault.path, fault.line) == ("rounds[1].chair[2]", text.split("reads = 3\n")[0].count("\n") + 2)
    assert "names" in str(fault.sentence)
    assert "sheets" in str(fault.way_out)


def test_a_round_that_was_over_before_there_was_such_a_sight_is_counted_once(year: scene.Year) -> None:
    hand_in(year, year.judges)
    actions.close_round(year.round, by=year.office)
    worker.drain()
    kept = Figures.objects.filter(round=year.round)
    before = kept.get().calm
    kept.update(calm={}, calm_at=None)  # as the migration finds it
    assert not look(chair_of(year))["done"]
    jobs.count_unseen.func()
    worker.drain()
    assert (look(chair_of(year))["done"], kept.get().calm) == (14 * JUDGES, before)
    jobs.count_unseen.func()
    assert kept.get().wanted_at is None, "nothing is left to count"


def test_a_single_judge_with_few_sheets_takes_another_along() -> None:
    found = {"a": {"reads": 1}, "b": {"reads": 6}, "c": {"reads": 9}}
    assert list(_never_one_alone(found)) == ["c"]
    assert list(_never_one_alone(found | {"b": {"reads": 4}})) == ["c"]
    assert list(_never_one_alone(found | {"a": {"reads": 5}})) == ["a", "b", "c"]
