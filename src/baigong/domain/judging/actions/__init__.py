"""The verbs of the jury."""

from baigong.domain.judging.actions.ballots import Sheet, reopen_ballot, save_ballot, submit_ballot, submit_ballots_many
from baigong.domain.judging.actions.comparing import ask_pairs, choose
from baigong.domain.judging.actions.editing import assign_by_hand, take_back
from baigong.domain.judging.actions.examples import give_examples
from baigong.domain.judging.actions.judges import (
    answer_judge,
    change_judge,
    invite_again,
    invite_judge,
    release_judge,
    remind_judge,
    swear,
)
from baigong.domain.judging.actions.oaths import lay_out_oath
from baigong.domain.judging.actions.outlooks import ask_outlook
from baigong.domain.judging.actions.paper import settle_sheet, type_sheet
from baigong.domain.judging.actions.passing import ask_passage, change_passage, settle_passage
from baigong.domain.judging.actions.reads import ask_assignment, ask_wave, give_out, store_assignment
from baigong.domain.judging.actions.receiving import receive_ballot
from baigong.domain.judging.actions.rounds import close_due, close_round, lay_out_rounds, reopen_round
from baigong.domain.judging.actions.ties import declare_conflict, find_conflicts

__all__ = [
    "Sheet",
    "answer_judge",
    "ask_assignment",
    "ask_outlook",
    "ask_pairs",
    "ask_passage",
    "ask_wave",
    "assign_by_hand",
    "change_judge",
    "change_passage",
    "choose",
    "close_due",
    "close_round",
    "declare_conflict",
    "find_conflicts",
    "give_examples",
    "give_out",
    "invite_again",
    "invite_judge",
    "lay_out_oath",
    "lay_out_rounds",
    "receive_ballot",
    "release_judge",
    "remind_judge",
    "reopen_ballot",
    "reopen_round",
    "save_ballot",
    "settle_passage",
    "settle_sheet",
    "store_assignment",
    "submit_ballot",
    "submit_ballots_many",
    "swear",
    "take_back",
    "type_sheet",
]
