"""What the office sees of the jury: judges with their progress, conflicts to rule on, the dashboard's numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.models import Entry, Tie
from baigong.domain.entries.states import EntryState, TieState
from baigong.domain.judging.models import IS_FLAGGED, Assignment, Ballot, Figures, Judge, ReadingPlan, Round
from baigong.domain.judging.queries.desk import code_of
from baigong.domain.judging.queries.rounds import READABLE, entries_of
from baigong.domain.judging.queries.sight import Sight, opened
from baigong.domain.judging.states import BallotState, JudgeState
from baigong.domain.people.models import Person
from baigong.kit import time
from baigong.kit.prepared import Prepared
from baigong.kit.text import Bilingual

LATE = 0.15  # so much of the round behind the calendar counts as late


_judges = Prepared(lambda edition: Judge.objects.filter(edition=edition).order_by("name", "pk"))
_signs = Prepared(
    lambda edition: (
        Judge.tracks.through.objects.filter(judge__edition=edition)
        .order_by("track__order")
        .values_list("judge_id", "track__sign")
    )
)
_figures = Prepared(lambda stage: Figures.objects.filter(round=stage).defer("calm"))
_calm = Prepared(lambda stage: Figures.objects.filter(round=stage).defer("data"))
_waves = Prepared(lambda stage: ReadingPlan.objects.select_related("round").filter(round=stage, wave__gt=0)[:1])
_titles = Prepared(
    lambda viewer, *public_ids: (
        Entry.objects.unbound_for(Person(pk=viewer)).filter(public_id__in=public_ids).values_list("public_id", "title")
    )
)


def _flagged(stage: int, viewer: int, *, most: int) -> QuerySet[Assignment, Any]:
    """Reads with a flag, of which there are few; by its index of the round SQLite would go through all reads of it."""
    marked = Ballot.objects.filter(IS_FLAGGED).values("assignment")
    reads = Assignment.objects.standing().unbound_for(Person(pk=viewer)).alias(stage=F("round") + 0)
    columns = ("entry__public_id", "entry__title", "judge__name", "ballot__flags", "ballot__words")
    found = reads.filter(stage=stage, pk__in=marked).order_by("-ballot__saved_at")
    return found.values_list(*columns)[:most]


_flags = Prepared(_flagged)


@dataclass(frozen=True, slots=True)
class JudgeLine:
    """One judge with what is done and due; `behind` is how far behind the calendar, 0 when in time."""

    pk: int
    public_id: str
    key: str
    name: str
    email: str
    unit: str
    state: str
    tracks: str
    most_reads: int | None
    done: int
    due: int
    last_at: datetime | None
    behind: float

    @property
    def state_label(self) -> str:
        return str(JudgeState(self.state).label)

    @property
    def left(self) -> int:
        return self.due - self.done

    @property
    def is_late(self) -> bool:
        return self.behind > LATE and self.left > 0


def judge_lines(
    edition: Edition, stage: Round | None, *, viewer: Any, progress: Mapping[str, Any] | None = None
) -> list[JudgeLine]:
    """All judges; done and due from `progress` (as a job kept it) or counted without the viewer's own ties."""
    tracks = _tracks_by_judge(edition)
    counted = progress if progress is not None else count_progress(stage, viewer=viewer)
    share = elapsed(stage)
    judges = _judges(edition.pk)
    return [_line(judge, tracks.get(judge.pk, ""), counted.get(judge.key, (0, 0, None)), share) for judge in judges]


def _line(judge: Judge, tracks: str, counted: Any, share: float) -> JudgeLine:
    done, due, last = counted
    return JudgeLine(
        pk=judge.pk,
        public_id=judge.public_id,
        key=judge.key,
        name=judge.name,
        email=judge.email,
        unit=judge.unit,
        state=judge.state,
        tracks=tracks,
        most_reads=judge.most_reads,
        done=done,
        due=due,
        last_at=datetime.fromisoformat(last) if isinstance(last, str) else last,
        behind=max(0.0, share - done / due) if due else 0.0,
    )


def _tracks_by_judge(edition: Edition) -> dict[int, str]:
    signs: dict[int, list[str]] = {}
    for judge, sign in _signs(edition.pk):
        signs.setdefault(judge, []).append(sign)
    return {judge: "".join(found) for judge, found in signs.items()}


def count_progress(stage: Round | None, *, viewer: Any = None) -> dict[str, tuple[int, int, datetime | None]]:
    """Done, due and the last save by judge key, without entries the viewer is bound to."""
    if stage is None:
        return {}
    reads = Assignment.objects.standing().filter(round=stage)
    if getattr(viewer, "pk", None):
        reads = reads.unbound_for(viewer)
    done = Count("pk", filter=Q(ballot__state=BallotState.SUBMITTED))
    rows = reads.order_by().values("judge__key").annotate(done=done, due=Count("pk"), last=Max("ballot__saved_at"))
    return {row["judge__key"]: (row["done"], row["due"], row["last"]) for row in rows}


def elapsed(stage: Round | None) -> float:
    """Which part of the reading time is over, 0 to 1."""
    if stage is None or stage.opens_at is None or stage.closes_at is None or stage.closes_at <= stage.opens_at:
        return 0.0
    return min(1.0, max(0.0, (time.now() - stage.opens_at) / (stage.closes_at - stage.opens_at)))


@dataclass(frozen=True, slots=True)
class TieLine:
    """A possible conflict that waits for a human."""

    public_id: str
    person: str
    entry: str
    entry_id: str
    kind: str
    reason: str
    state: str
    found_at: datetime
    waiver: str
    waived_by: str
    is_mine: bool


def open_ties(edition: Edition, *, viewer: Any, most: int = 100) -> list[TieLine]:
    """Bonds that were found or declared and not ruled on; nobody sees his own."""
    ties = Tie.objects.filter(entry__edition=edition, state__in=(TieState.FOUND, TieState.DECLARED)).exclude(
        entry__in=Entry.objects.bound_to(viewer).values("pk")
    )
    rows = ties.select_related("person", "entry", "waived_by").order_by("state", "-found_at")[:most]
    return [
        TieLine(
            tie.public_id,
            str(tie.person),
            tie.entry.title,
            tie.entry.public_id,
            tie.kind,
            tie.reason,
            tie.state,
            tie.found_at,
            tie.waiver,
            str(tie.waived_by or ""),
            tie.waived_by_id == viewer.pk,
        )
        for tie in rows
    ]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the reads are given out."""

    entries: int
    wanted: int
    given: int

    @property
    def missing(self) -> int:
        return max(0, self.wanted - self.given)


def coverage(stage: Round, *, viewer: Any) -> Coverage:
    """Entries to read, reads wanted, reads that stand, without entries the viewer is bound to."""
    known = entries_of(stage, states=(*READABLE, EntryState.DECIDED))
    entries = known.exclude(pk__in=Entry.objects.bound_to(viewer).values("pk")).count()
    given = Assignment.objects.standing().unbound_for(viewer).filter(round=stage).count()
    return Coverage(entries, entries * stage.reads_per_entry, given)


def latest_plan(stage: Round) -> ReadingPlan | None:
    """The newest run of the assignment."""
    return ReadingPlan.objects.filter(round=stage, wave=0).first()


def latest_wave(stage: Round) -> ReadingPlan | None:
    """The newest proposal of where more reads would help most."""
    return _waves.first(stage.pk)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The dashboard's kept numbers, ready for charts."""

    data: dict[str, Any]
    computed_at: datetime | None
    is_behind: bool

    @property
    def problem(self) -> Bilingual:
        return Bilingual.of(self.data.get("problem"))

    @property
    def progress(self) -> dict[str, Any]:
        found: dict[str, Any] = self.data.get("progress", {})
        return found


def numbers_of(stage: Round, *, sight: Sight) -> Numbers:
    """What the job kept of a round, as far as somebody may see it."""
    found = (_calm if sight.is_calm else _figures).first(stage.pk)
    if found is None:
        return Numbers({}, None, is_behind=False)
    if sight.is_calm:
        return Numbers(opened(found.calm, sight), found.calm_at, is_behind=False)
    return Numbers(found.data, found.computed_at, is_behind=found.wanted_at is not None)


def titles_of(public_ids: list[str], *, viewer: Any) -> dict[str, str]:
    """Titles of entries the viewer may see."""
    return dict(_titles(viewer.pk, *public_ids)) if public_ids else {}


def track_choices(edition: Edition) -> list[tuple[str, str]]:
    return [(track.key, str(track.name)) for track in Track.objects.filter(edition=edition, is_retired=False)]


@dataclass(frozen=True, slots=True)
class FlagLine:
    """Something a judge wants the office to look at."""

    code: str
    title: str
    judge: str
    flags: list[str]
    words: str


def flag_lines(stage: Round, *, viewer: Any, most: int = 50) -> list[FlagLine]:
    """Flagged sheets of the round, without entries the viewer is bound to."""
    return [
        FlagLine(code_of(entry), title, judge, flags, words.get("jury", ""))
        for entry, title, judge, flags, words in _flags(stage.pk, viewer.pk, most=most)
    ]
