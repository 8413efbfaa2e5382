"""What happens in the jury."""

from dataclasses import dataclass

from baigong.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class JudgeInvited(Event):
    """Somebody was asked to judge; the secret goes into the letter only."""

    judge_id: int
    edition_id: int
    secret: str


@dataclass(frozen=True, kw_only=True)
class JudgeAnswered(Event):
    """Accepted or declined."""

    judge_id: int
    edition_id: int


@dataclass(frozen=True, kw_only=True)
class AssignmentAsked(Event):
    """The engine is wanted."""

    plan_id: int


@dataclass(frozen=True, kw_only=True)
class PairsAsked(Event):
    """The entries that are compared side by side are wanted."""

    round_id: int


@dataclass(frozen=True, kw_only=True)
class PassageAsked(Event):
    """What passes on is wanted."""

    passage_id: int


@dataclass(frozen=True, kw_only=True)
class OutlookAsked(Event):
    """A forecast of the reading is wanted."""

    outlook_id: int


@dataclass(frozen=True, kw_only=True)
class ReminderWanted(Event):
    """The office asks a judge to go on; `left` reads are open."""

    judge_id: int
    round_id: int
    left: int


@dataclass(frozen=True, kw_only=True)
class FiguresWanted(Event):
    """The dashboard's numbers are behind the scores."""

    round_id: int


@dataclass(frozen=True, kw_only=True)
class WeightsChanged(Event):
    """A round with scores has a new version of its rubric; the log wants every total before and after."""

    round_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class ReadsAssigned(Event):
    """Reads were given out; each judge gets one letter."""

    round_id: int
    edition_id: int
    judge_ids: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class BallotSubmitted(Event):
    """A sheet was handed in."""

    ballot_id: int
    round_id: int
    edition_id: int


@dataclass(frozen=True, kw_only=True)
class TieFound(Event):
    """A possible conflict came up; the person sees the entry no more."""

    tie_id: int
    edition_id: int


@dataclass(frozen=True, kw_only=True)
class RoundClosed(Event):
    """No more scores in this round."""

    round_id: int
    edition_id: int
