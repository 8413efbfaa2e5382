"""The fairest jury engine we know to build: who reads what, what the scores mean, who is chosen and how sure that is.

Ballots and Rubric go in (`read_ballots` names every fault with row and column); `calibrate` gives a
Calibration: merit and its error on the scale of totals, joint draws (s, n) from which every later
question is answered, a judge table, an entry table and warnings in Chinese and English.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from .ballots import Ballots, read_ballots
    from .faults import BallotFault, BallotFaults
    from .rubric import Criterion, Rubric

__all__ = ["BallotFault", "BallotFaults", "Ballots", "Criterion", "Rubric", "__version__", "read_ballots"]

#: Loaded when first asked for, so that whoever only seals a record or reads the help loads no arrays.
_ROOMS = {
    "Ballots": "ballots",
    "read_ballots": "ballots",
    "BallotFault": "faults",
    "BallotFaults": "faults",
    "Criterion": "rubric",
    "Rubric": "rubric",
}


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_ROOMS[name]}", __name__), name)
