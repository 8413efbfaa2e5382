"""What a judge sees: the own queue, one read, the own earlier scores. Nobody else's, ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from baigong.domain.editions.models import Edition
from baigong.domain.entries.anonymity import cover
from baigong.domain.judging.models import Assignment, Ballot, Judge, Round
from baigong.domain.judging.queries.rounds import reading_rounds
from baigong.domain.judging.states import BallotState, RoundState
from baigong.domain.people.models import Person
from baigong.kit import time
from baigong.kit.prepared import Prepared
from baigong.kit.text import Bilingual

PER_PAGE = 50
SHORT = 40  # what fits into one table
COLUMNS = (
    "public_id",
    "entry__public_id",
    "entry__title",
    "entry__covered",
    "entry__track__sign",
    "entry__track__name",
    "ballot__state",
)


OF_A_READ = ("round", "judge__person", "entry__track", "entry__sheet", "ballot")

_judges = Prepared(lambda person, edition: Judge.objects.filter(person=person, edition=edition)[:1])
_stages = Prepared(lambda pk: Round.objects.defer("rubric").filter(pk=pk))


def _of(person: int, judge: int, stage: int) -> QuerySet[Assignment]:
    """Those of a round in order; with the judge named too, an index has exactly them."""
    return _own(person).filter(judge=judge, round=stage).order_by("order")


def _own(person: int) -> QuerySet[Assignment]:
    """The person's own reads."""
    return Assignment.objects.visible_to(Person(pk=person))


_reads = Prepared(
    lambda person, public_id: (
        _own(person)
        .select_related(*OF_A_READ)
        .defer("entry__sheet__questions")  # kept by digest once they are read
        .filter(public_id=public_id)
    )
)
_counts = Prepared(
    lambda person, edition: (
        _own(person)
        .filter(round__edition=edition)
        .order_by()
        .values_list("round__state", "round__order", "round_id", "judge_id", "ballot__state")
        .annotate(Count("pk"))
    )
)
_lines = Prepared(
    lambda person, judge, stage, *, start: _of(person, judge, stage).values_list(*COLUMNS)[start : start + PER_PAGE]
)
_course = Prepared(
    lambda person, judge, stage: _of(person, judge, stage).values_list("public_id", "ballot__state", "ballot__scores")
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the queue; `state` is that of the sheet, empty before it is begun."""

    public_id: str
    code: str
    title: str
    sign: str
    track: str
    state: str


@dataclass(frozen=True, slots=True)
class Queue:
    """A judge's reads of one round: counts over all of them, one page of lines."""

    stage: Round | None
    lines: list[Waiting]
    done: int
    begun: int
    total: int
    page: int
    pages: int

    @property
    def next(self) -> str:
        """The first line of this page that is not handed in; nothing once the round is over."""
        open_lines = self.lines if self.is_open else ()
        return next((line.public_id for line in open_lines if line.state != BallotState.SUBMITTED), "")

    @property
    def is_open(self) -> bool:
        """Whether sheets may still be changed."""
        stage = self.stage
        if stage is None or stage.state != RoundState.OPEN:
            return False
        return stage.closes_at is None or time.now() < stage.closes_at

    @property
    def name(self) -> Bilingual:
        return Bilingual.of(self.stage.data.get("name") if self.stage else None)

    @property
    def is_short(self) -> bool:
        """Few enough to stand beside each other."""
        return 1 < self.total <= SHORT

    @property
    def left(self) -> int:
        return self.total - self.done


def judge_of(person: Any, edition: Edition | None) -> Judge | None:
    """The person as a judge of an edition."""
    return _judges.first(person.pk, edition.pk) if edition else None


def read_of(person: Any, public_id: str) -> Assignment | None:
    """One of the person's own reads with all that the desk shows of it; no other exists."""
    return _reads.first(person.pk, public_id)


def code_of(public_id: str) -> str:
    """What people call an entry in a blind round: four letters of its random id."""
    return f"{public_id[:2]}-{public_id[2:4]}".upper()


def queue_of(person: Any, edition: Edition, *, page: int = 1) -> Queue:
    """The reads of the round that is open (or was open last), in the judge's own order."""
    counts = _counts(person.pk, edition.pk)
    if not counts:
        return Queue(None, [], 0, 0, 0, 1, 1)
    first = min(counts, key=lambda row: (row[0] != RoundState.OPEN, -row[1] if row[0] != RoundState.OPEN else row[1]))
    chosen, judge = first[2:4]
    by_state = {state: count for *_round, round_id, _judge, state, count in counts if round_id == chosen}
    total = sum(by_state.values())
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(page, 1), pages)
    return Queue(
        stage=_stages.first(chosen),
        lines=[_line(*line) for line in _lines(person.pk, judge, chosen, start=(page - 1) * PER_PAGE)],
        done=by_state.get(BallotState.SUBMITTED, 0),
        begun=by_state.get(BallotState.DRAFT, 0),
        total=total,
        page=page,
        pages=pages,
    )


def handed_in_by(person: Any, edition: Edition) -> list[Waiting]:
    """Every sheet of a judge that may count, examples apart."""
    own = Assignment.objects.visible_to(person).done().filter(round__in=reading_rounds(edition))
    return [_line(*line) for line in own.order_by("round__order", "order").values_list(*COLUMNS)]


def _line(
    public_id: str, entry: str, title: str, covered: list[str], sign: str, track: Any, state: str | None
) -> Waiting:
    return Waiting(public_id, code_of(entry), cover(title, covered), sign, str(track), state or "")


def open_reads(person: Any, edition: Edition) -> list[tuple[str, bool]]:
    """The reads that may still be scored, in the judge's own order: id, and whether the sheet is handed in."""
    own = Assignment.objects.visible_to(person).scored().filter(round__edition=edition, round__state=RoundState.OPEN)
    still = own.filter(Q(round__closes_at=None) | Q(round__closes_at__gt=time.now()))
    rows = still.order_by("round__order", "order").values_list("public_id", "ballot__state")
    return [(public_id, state == BallotState.SUBMITTED) for public_id, state in rows]


@dataclass(frozen=True, slots=True)
class Course:
    """Where a read stands among the judge's own: states in order, the next unread one, earlier scores by criterion."""

    states: list[str]
    place: int
    done: int
    next: str
    past: dict[str, list[float]]


def course_of(read: Assignment) -> Course:
    """The judge's own queue around a read, with every score given so far, in one query."""
    rows = _course(read.judge.person_id, read.judge_id, read.round_id)
    states = [state or "" for _id, state, _scores in rows]
    place = [public_id for public_id, _state, _scores in rows].index(read.public_id)
    later = rows[place + 1 :] + rows[:place]
    waiting = (public_id for public_id, state, _scores in later if state != BallotState.SUBMITTED)
    others = rows[:place] + rows[place + 1 :]
    past = _past(scores for _id, state, scores in others if state == BallotState.SUBMITTED)
    return Course(states, place + 1, states.count(BallotState.SUBMITTED), next(waiting, ""), past)


def _past(sheets: Iterable[dict[str, float | None] | None]) -> dict[str, list[float]]:
    """The scores of many sheets by criterion."""
    past: dict[str, list[float]] = {}
    for scores in sheets:
        for key, score in (scores or {}).items():
            if score is not None:
                past.setdefault(key, []).append(score)
    return past


def is_open(stage: Round) -> bool:
    """Whether scores may still be given."""
    return stage.state == RoundState.OPEN and (stage.closes_at is None or time.now() < stage.closes_at)


def sheet_of(read: Assignment) -> Ballot | None:
    """The sheet of a read that was fetched with it."""
    return getattr(read, "ballot", None)
