"""What changes between two steps: a tie after the plan, weights after the first score, a list counted before that."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean
from typing import Any

import pytest

from baigong.domain.editions.actions import save_edition
from baigong.domain.editions.queries import document_of
from baigong.domain.entries.actions import add_tie
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Ballot, Figures, ReadingPlan
from baigong.domain.selection import actions as deciding
from baigong.kit import time
from baigong.kit.audit.models import AuditEvent
from baigong.kit.errors import Refused
from baigong.kit.jobs import worker
from baigong.kit.text import digest
from tests.support import jury as scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> scene.Year:
    with time.frozen(scene.READING):
        year = scene.new_year()
        scene.hand_in(year, 8)
        scene.seat(year, 5)
    return year


def with_rubric(year: scene.Year, *, first: Mapping[str, Any] | None = None, **changed: Any) -> None:
    """The office saves the year with the rubric or its first criterion changed."""
    document = document_of(year.edition)
    rubrics = [row | {"criteria": list(row["criteria"])} for row in document.data()["rubrics"]]
    main = next(row for row in rubrics if row["key"] == "main")
    main["criteria"][0] = main["criteria"][0] | (first or {})
    main.update(changed)
    save_edition(scene.changed(document, rubrics=rubrics), by=year.office)


def plain_means(year: scene.Year, rubric: dict[str, Any]) -> dict[str, float]:
    """The plain mean of every entry's totals, by hand: weighted criteria, then the sheets."""
    whole = sum(row["weight"] for row in rubric["criteria"])
    weights = {row["key"]: row["weight"] / whole for row in rubric["criteria"]}
    totals: dict[str, list[float]] = {}
    for sheet in Ballot.objects.filter(assignment__round=year.round).select_related("assignment__entry"):
        total = sum(weight * sheet.scores[key] for key, weight in weights.items())
        totals.setdefault(sheet.assignment.entry.public_id, []).append(total)
    return {entry: round(fmean(own), 6) for entry, own in totals.items()}


def test_a_tie_or_a_farewell_after_the_plan_keeps_the_pair_apart(year: scene.Year) -> None:
    with time.frozen(scene.READING):
        actions.ask_assignment(year.round, by=year.office, gives_out=False, wishes={"load": 0})
        worker.drain()
        plan = ReadingPlan.objects.get()
        judge, gone = year.judges[0], year.judges[1]
        own = [entry for entry, key in plan.pairs if key == judge.key]
        tied = next(entry for entry in year.entries if entry.public_id == own[0])
        add_tie(tied, judge.person, kind="family", reason="手足", by=judge.person)
        actions.release_judge(gone, by=year.office, reason="出國")
        actions.give_out(plan, by=year.office)
    given = set(Assignment.objects.values_list("entry__public_id", "judge__key"))
    left_out = {tuple(pair) for pair in plan.pairs} - given
    assert left_out == {(own[0], judge.key)} | {(entry, key) for entry, key in plan.pairs if key == gone.key}


def test_weights_changed_after_the_first_score_make_a_version_and_every_total_follows(year: scene.Year) -> None:
    with time.frozen(scene.READING):
        scene.give_out(year, load=0)
        scene.fill(year)
        worker.drain()
        before, version = Figures.objects.get(round=year.round).data["band"], year.round.rubric_version
    with time.frozen(scene.AFTER):
        selection = deciding.ask_selection(year.round, by=year.office)
        worker.drain()
        with_rubric(year, first={"weight": 80})
        worker.drain()
        assert year.round.rubric_version == version + 1
        assert Figures.objects.get(round=year.round).data["band"] != before
        event = AuditEvent.objects.filter(verb="round.change_rubric").latest("pk")
        assert event.facts["before"] != event.facts["after"]
        noted = AuditEvent.objects.get(verb="round.recount").facts
        old, new = (plain_means(year, event.facts[which]) for which in ("before", "after"))
        assert (noted["before_digest"], noted["after_digest"]) == (digest(old), digest(new))
        assert noted["version"] == version + 1
        assert noted["entries"] == len(year.entries) > noted["changed"] == sum(old[key] != new[key] for key in old) > 0
        selection.refresh_from_db()
        with pytest.raises(Refused):
            deciding.propose(selection, by=year.office)
        deciding.ask_selection(year.round, by=year.office)
        worker.drain()
        anew = year.edition.selections.get(state="computed", pk__gt=selection.pk)
        assert [row["weight"] for row in anew.record["rubric"]] != [row["weight"] for row in selection.record["rubric"]]
        assert deciding.propose(anew, by=year.office).state == "proposed"


def test_a_scale_stays_once_somebody_has_scored(year: scene.Year) -> None:
    with time.frozen(scene.READING):
        scene.give_out(year, load=0)
        scene.fill(year, skip=20)
        kept = year.round.rubric
        with_rubric(year, step=0.5)
        assert year.round.rubric == kept
        assert AuditEvent.objects.filter(verb="round.keep_rubric").exists()
