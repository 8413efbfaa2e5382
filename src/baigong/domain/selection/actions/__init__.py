"""The verbs of the selection."""

from baigong.domain.selection.actions.computing import ask_selection, overrule, store_problem, store_result
from baigong.domain.selection.actions.deciding import approve, propose, revise, void
from baigong.domain.selection.actions.feedback import prepare_feedback, release_feedback
from baigong.domain.selection.actions.publishing import publish, publish_due

__all__ = [
    "approve",
    "ask_selection",
    "overrule",
    "prepare_feedback",
    "propose",
    "publish",
    "publish_due",
    "release_feedback",
    "revise",
    "store_problem",
    "store_result",
    "void",
]
