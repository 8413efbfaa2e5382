"""From ballots to merit: what the judges' scores mean once their habits are known."""

from .result import Calibration, EntryLine, Gate, JudgeLine, Pieces, Remark
from .run import calibrate

__all__ = ["Calibration", "EntryLine", "Gate", "JudgeLine", "Pieces", "Remark", "calibrate"]
