"""What can become what: the moves of a round, a judge and a ballot."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.judging.events import BallotSubmitted, JudgeAnswered, RoundClosed
from baigong.domain.judging.models import Ballot, Judge, Round
from baigong.domain.judging.rubric import Rubric
from baigong.domain.judging.states import BallotState, JudgeState, RoundState
from baigong.kit import time
from baigong.kit.moves import move, table
from baigong.kit.text import count_zi


def round_is_open(ballot: Any, _by: Any = None) -> str:
    """Scores count while the round is open, to the second."""
    reading: Round = ballot.assignment.round
    closes = reading.closes_at
    if reading.state == RoundState.OPEN and (closes is None or time.now() < closes):
        return ""
    return _("This round is closed. What you handed in stands; nothing can be changed any more.")


def is_complete(ballot: Any, _by: Any) -> str:
    """Every criterion has a score."""
    missing = Rubric.of(ballot.assignment.round.rubric).open(ballot.scores)
    if not missing:
        return ""
    names = _(", ").join(str(criterion.name) for criterion in missing)
    return _("Still without a score: %(names)s.") % {"names": names}


def says_enough(ballot: Any, _by: Any) -> str:
    """The team gets the words the round promised."""
    least = int(ballot.assignment.round.data.get("words_least", 0))
    written = sum(count_zi(text) for key, text in ballot.words.items() if key != "jury")
    if written >= least:
        return ""
    return _("Write at least %(least)d 字 for the team; there are %(written)d so far.") % {
        "least": least,
        "written": written,
    }


ROUND_MOVES = table(
    Round,
    move("open", [RoundState.PLANNED], RoundState.OPEN, Can.ASSIGN_READS),
    move("close", [RoundState.OPEN], RoundState.CLOSED, Can.CHANGE_ROUND, emits=RoundClosed),
    move("reopen", [RoundState.CLOSED], RoundState.OPEN, Can.CHANGE_ROUND),
)
JUDGE_MOVES = table(
    Judge,
    move("accept", [JudgeState.INVITED], JudgeState.ACCEPTED, Can.ANSWER_INVITATION, emits=JudgeAnswered),
    move("decline", [JudgeState.INVITED], JudgeState.DECLINED, Can.ANSWER_INVITATION, emits=JudgeAnswered),
    move("swear", [JudgeState.ACCEPTED], JudgeState.SWORN, Can.ANSWER_INVITATION),
    move("leave", [JudgeState.ACCEPTED, JudgeState.SWORN], JudgeState.LEFT, Can.RELEASE_JUDGE),
    move("ask_again", [JudgeState.DECLINED, JudgeState.LEFT], JudgeState.INVITED, Can.INVITE_JUDGE),
)
BALLOT_MOVES = table(
    Ballot,
    move(
        "submit",
        [BallotState.DRAFT],
        BallotState.SUBMITTED,
        Can.SCORE_ENTRY,
        round_is_open,
        is_complete,
        says_enough,
        emits=BallotSubmitted,
    ),
    move(
        "submit_paper",
        [BallotState.DRAFT],
        BallotState.SUBMITTED,
        Can.TYPE_SHEET,
        round_is_open,
        is_complete,
        says_enough,
        emits=BallotSubmitted,
    ),
    move("reopen", [BallotState.SUBMITTED], BallotState.DRAFT, Can.SCORE_ENTRY, round_is_open),
)
