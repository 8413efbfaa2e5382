"""Invented rounds with a known truth, for planning, rehearsal and tests."""

from .design import even_design
from .jury import Jury
from .round import Round, simulate
from .worlds import WORLDS, Habit, World

__all__ = ["WORLDS", "Habit", "Jury", "Round", "World", "even_design", "simulate"]
