"""The verbs of the selection."""

from baigong.domain.selection.actions.computing import ask_selection, overrule, sign_uneven, store_problem, store_result
from baigong.domain.selection.actions.correcting import (
    answer_offer,
    approve_correction,
    award_late,
    drop_correction,
    pass_places_on,
    propose_correction,
    undo_answer,
)
from baigong.domain.selection.actions.deciding import approve, propose, revise, void
from baigong.domain.selection.actions.declining import decline_award, keep_award
from baigong.domain.selection.actions.feedback import prepare_feedback, release_feedback
from baigong.domain.selection.actions.items import (
    add_item,
    cast_vote,
    count_votes,
    decide_item,
    note_item,
    put_off,
    put_to_vote,
    take_up,
)
from baigong.domain.selection.actions.meeting import (
    call_meeting,
    close_meeting,
    join_meeting,
    keep_the_rest,
    leave_meeting,
    open_meeting,
    reopen_meeting,
)
from baigong.domain.selection.actions.objections import answer_objection, raise_objection
from baigong.domain.selection.actions.publishing import publish, publish_due

__all__ = [
    "add_item",
    "answer_objection",
    "answer_offer",
    "approve",
    "approve_correction",
    "ask_selection",
    "award_late",
    "call_meeting",
    "cast_vote",
    "close_meeting",
    "count_votes",
    "decide_item",
    "decline_award",
    "drop_correction",
    "join_meeting",
    "keep_award",
    "keep_the_rest",
    "leave_meeting",
    "note_item",
    "open_meeting",
    "overrule",
    "pass_places_on",
    "prepare_feedback",
    "propose",
    "propose_correction",
    "publish",
    "publish_due",
    "put_off",
    "put_to_vote",
    "raise_objection",
    "release_feedback",
    "reopen_meeting",
    "revise",
    "sign_uneven",
    "store_problem",
    "store_result",
    "take_up",
    "undo_answer",
    "void",
]
