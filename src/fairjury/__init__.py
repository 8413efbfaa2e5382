"""The fairest jury engine we know to build: who reads what, what the scores mean, who is chosen and how sure that is.

Ballots and Rubric go in (`read_ballots` names every fault with row and column); `calibrate` gives a
Calibration: merit and its error on the scale of totals, joint draws (s, n) from which every later
question is answered, a judge table, an entry table and warnings in Chinese and English.
"""

from .ballots import Ballots, read_ballots
from .faults import BallotFault, BallotFaults
from .rubric import Criterion, Rubric
from .version import __version__

__all__ = ["BallotFault", "BallotFaults", "Ballots", "Criterion", "Rubric", "__version__", "read_ballots"]
