"""Before the call: how many reads, how many judges, and how often the last place would be wrong."""

from __future__ import annotations

from fairjury.plan.forecast import Forecast, Line, plan
from fairjury.plan.situation import CHARACTERS, Character, Scale, Situation, Track

__all__ = ["CHARACTERS", "Character", "Forecast", "Line", "Scale", "Situation", "Track", "plan"]
