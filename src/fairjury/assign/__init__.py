"""Who reads what: the assignment of entries to judges under every rule at once."""

from __future__ import annotations

from fairjury.assign.allot import Assignment, assign
from fairjury.assign.graph import comparability, islands
from fairjury.assign.problem import Wishes
from fairjury.assign.repair import repair

__all__ = ["Assignment", "Wishes", "assign", "comparability", "islands", "repair"]
