"""The verbs of the selection."""

from baigong.domain.selection.actions.computing import ask_selection, overrule, store_problem, store_result
from baigong.domain.selection.actions.deciding import approve, propose, revise, void
from baigong.domain.selection.actions.publishing import publish, publish_due

__all__ = [
    "approve",
    "ask_selection",
    "overrule",
    "propose",
    "publish",
    "publish_due",
    "revise",
    "store_problem",
    "store_result",
    "void",
]
