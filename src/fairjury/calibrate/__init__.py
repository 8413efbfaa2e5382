"""From ballots to merit: what the judges' scores mean once their habits are known."""

from .run import calibrate
from .result import Calibration, EntryLine, Gate, JudgeLine, Pieces, Remark

__all__ = ["Calibration", "EntryLine", "Gate", "JudgeLine", "Pieces", "Remark", "calibrate"]
