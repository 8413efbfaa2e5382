"""What somebody in the meeting sees: the agenda without what he is bound to, and the point under discussion."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.models import Entry
from baigong.domain.judging.models import Ballot
from baigong.domain.judging.queries.desk import code_of
from baigong.domain.judging.queries.rounds import counting_rounds
from baigong.domain.judging.rubric import Rubric, Shown
from baigong.domain.judging.states import BallotState
from baigong.domain.selection.models import Attendance, Item, Meeting, Placement
from baigong.domain.selection.queries.agenda import options_of
from baigong.domain.selection.queries.pages import prize_names
from baigong.domain.selection.queries.seats import voters
from baigong.domain.selection.states import ItemKind, ItemState, MeetingState
from baigong.kit import text
from baigong.kit.text import Bilingual

# Of each point what its line shows, and no row more: a hundred of them every two seconds for everybody in the room.
LINE = (
    *("public_id", "kind", "state", "outcome"),
    *("entry__title", "entry__track__sign", "prize__name", "track__name", "track__sign"),
)


@dataclass(frozen=True, slots=True)
class Point:
    """One line of the agenda, numbered among those the person may see."""

    public_id: str
    number: int
    title: str
    sign: str
    kind_label: str
    state: str
    state_label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Option:
    """Something to vote for."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Both numbers of an entry and what the judges wrote for the meeting, without their names."""

    rank: int | None
    mean: float | None
    score: Shown
    chance: float | None
    prizes: list[str]
    reason: Bilingual
    words: list[str]


@dataclass(frozen=True, slots=True)
class Current:
    """What the room talks about now."""

    public_id: str
    title: str
    code: str
    sign: str
    is_prize: bool
    state: str
    is_secret: bool
    motion: list[Option]
    votes: int
    electorate: int
    has_voted: bool
    may_vote: bool
    tally: dict[str, Any]
    notes: str
    options: list[Option] = field(default_factory=list)
    facts: Facts | None = None

    @property
    def motion_text(self) -> str:
        return "、".join(option.label for option in self.motion)

    @property
    def places(self) -> tuple[int, ...]:
        """How many can be ranked on one ballot."""
        return tuple(range(1, min(3, len(self.motion)) + 1))


@dataclass(frozen=True, slots=True)
class Room:
    """The meeting as one person sees it."""

    meeting: Meeting
    is_present: bool
    people: list[str]
    points: list[Point] = field(default_factory=list)
    current: Current | None = None

    @property
    def decided(self) -> int:
        return sum(point.state == ItemState.DECIDED for point in self.points)

    @property
    def mark(self) -> str:
        """Changes when something that this person sees has changed, and not otherwise."""
        parts = [self.meeting.state, self.is_present, self.people, repr(self.points), repr(self.current)]
        return text.digest(parts)[:16]


def meeting_of(edition: Edition) -> Meeting | None:
    """The meeting of the year that matters: the newest one over a list that was not given up."""
    meetings = Meeting.objects.filter(edition=edition).exclude(selection__state="void")
    related = meetings.select_related("selection__round", "edition").defer("selection__record", "minutes")
    return related.order_by("-called_at", "-pk").first()


def room_of(meeting: Meeting, person: Any, *, leads: bool = False) -> Room:
    """Everything for one person; outside the open meeting, and for who is not in the room, only that it is called."""
    seats = Attendance.objects.filter(meeting=meeting, left_at=None).select_related("person")
    here = {seat.person_id: str(seat.person) for seat in seats}
    room = Room(meeting, person.pk in here, [*here.values()])
    if leads or (room.is_present and meeting.state == MeetingState.OPEN):
        return _inside(room, person)
    return room


def _inside(room: Room, person: Any) -> Room:
    """With the agenda and what is talked about."""
    meeting = room.meeting
    items = Item.objects.filter(meeting=meeting).visible_to(person)
    kinds, states = ({one.value: str(one.label) for one in choices} for choices in (ItemKind, ItemState))
    rows = items.order_by("order").values_list(*LINE)
    points = [_point(number, row, kinds, states) for number, row in enumerate(rows, 1)]
    under_way = next((point.public_id for point in points if point.state in {ItemState.OPEN, ItemState.VOTING}), None)
    current = _current(meeting, under_way, person) if under_way else None
    return Room(meeting, room.is_present, room.people, points, current)


def _point(number: int, row: tuple[Any, ...], kinds: dict[str, str], states: dict[str, str]) -> Point:
    public_id, kind, state, outcome, entry, sign, prize, track, track_sign = row
    title = entry or " ".join(str(part) for part in (prize, track) if part)
    reason = str(outcome.get("reason", ""))
    return Point(public_id, number, title, sign or track_sign or "", kinds[kind], state, states[state], reason)


def _track(item: Item) -> Track | None:
    return item.entry.track if item.entry else item.track


def _title(item: Item) -> str:
    if item.entry is not None:
        return item.entry.title
    return " ".join(str(part) for part in (item.prize and item.prize.name, item.track and item.track.name) if part)


def _sign(item: Item) -> str:
    track = _track(item)
    return track.sign if track else ""


def _current(meeting: Meeting, public_id: str, person: Any) -> Current:
    item = Item.objects.select_related("entry__track", "prize", "track").get(public_id=public_id)
    item.meeting, names = meeting, prize_names(meeting.edition_id)
    able = voters(item)
    cast = set(item.votes.values_list("person", flat=True))
    return Current(
        public_id=item.public_id,
        title=_title(item),
        code=code_of(item.entry.public_id) if item.entry else "",
        sign=_sign(item),
        is_prize=item.prize_id is not None,
        state=item.state,
        is_secret=item.is_secret,
        motion=_motion(item, names),
        votes=len(cast),
        electorate=len(able),
        has_voted=person.pk in cast,
        may_vote=item.state == ItemState.VOTING and person.pk in able - cast,
        tally=_told(item, names),
        notes=item.notes,
        options=_options(meeting, item),
        facts=_facts(meeting, item, names) if item.entry_id else None,
    )


def _motion(item: Item, names: dict[str, str]) -> list[Option]:
    if item.prize_id is None:
        return [Option(key, names.get(key, key)) for key in item.motion]
    titles = dict(Entry.objects.filter(public_id__in=item.motion).values_list("public_id", "title"))
    return [Option(key, titles.get(key, key)) for key in item.motion]


def _options(meeting: Meeting, item: Item) -> list[Option]:
    """Who could win the prize, the winner of a vote first."""
    if item.prize is None:
        return []
    lines = options_of(meeting.selection, prize_within=item.prize.within, track=item.track_id)
    found = [Option(line.entry.public_id, line.entry.title) for line in lines]
    order = item.tally.get("order", [])
    return sorted(found, key=lambda option: order.index(option.key) if option.key in order else len(order))


def _told(item: Item, names: dict[str, str]) -> dict[str, Any]:
    """The count with titles in place of keys."""
    if not item.tally or item.prize_id is None:
        return dict(item.tally)
    labels = {option.key: option.label for option in _motion(item, names)}
    order = [Option(key, labels.get(key, key)) for key in item.tally["order"][:3]]
    return {**item.tally, "order": order}


def _facts(meeting: Meeting, item: Item, names: dict[str, str]) -> Facts:
    line = Placement.objects.get(selection=meeting.selection_id, entry=item.entry_id)
    sheets = Ballot.objects.filter(
        assignment__round__in=counting_rounds(meeting.selection.round),
        assignment__entry=item.entry_id,
        assignment__released_at=None,
        state=BallotState.SUBMITTED,
    )
    words = sorted(text for words in sheets.values_list("words", flat=True) if (text := words.get("jury", "")))
    return Facts(
        rank=line.rank,
        mean=line.mean,
        score=line.shown(Rubric.of(meeting.selection.round.rubric)),
        chance=max(line.chances.values(), default=None) if line.merit is not None else None,
        prizes=[names.get(key, key) for key in line.prizes],
        reason=line.reason,
        words=words,
    )
