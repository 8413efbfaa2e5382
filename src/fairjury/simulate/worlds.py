"""What a simulated round is like: how merit varies and how judges behave."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from types import MappingProxyType

from fairjury.rubric import Criterion, Rubric


class Habit(Enum):
    """Ways in which a judge can be of no use, or worse."""

    CONSTANT = "constant"  # one score for everything
    RANDOM = "random"  # scores that follow nothing
    EXTREME = "extreme"  # only the two ends of the scale
    REVERSED = "reversed"  # high where merit is low
    COLLUDER = "colluder"  # lifts a few friends by `World.boost`


@dataclass(frozen=True, slots=True)
class World:
    """A round's size and character. Merit has standard deviation one; `unit` turns it into score points.

    score = clip(round(middle + unit * (scale * (merit - severity) + halo + noise))), per criterion.
    """

    entries: int = 500
    judges: int = 30
    reads: int = 3
    weights: tuple[float, ...] = (0.4, 0.3, 0.2, 0.1)
    low: float = 1.0
    high: float = 10.0
    step: float = 1.0
    middle: float = 6.0
    unit: float = 1.5
    severity: float = 0.6  # standard deviation between judges
    scale_spread: float = 0.25  # standard deviation of log scale use
    noise: float = 0.8  # of one review of one criterion, halo included
    noise_spread: float = 0.35  # standard deviation of log noise between judges
    halo: float = 0.6  # share of the noise variance common to a review's criteria
    criterion_spread: float = 0.4  # what an entry is better or worse at
    tracks: int = 5
    track_spread: float = 0.0  # true differences of merit between tracks
    culture: float = 0.0  # differences of severity between the tracks' juries
    tail: float = 0.0  # above zero: merit is Student-t with 1 / tail degrees of freedom
    missing: float = 0.03  # reviews that never arrive (never an entry's last)
    dropouts: int = 0  # judges who stop after half their load
    fatigue: float = 0.0  # noise grows by this share, and severity by a quarter of it, from first to last read
    boost: float = 3.0  # what a colluder adds for a friend
    habits: tuple[Habit, ...] = (Habit.CONSTANT, Habit.RANDOM, Habit.COLLUDER)
    design: str = "random"  # random, tracks, chain or islands

    def rubric(self) -> Rubric:
        """The rubric of this world: criteria c1, c2, ..."""
        return Rubric(
            tuple(
                Criterion(f"c{at}", weight, self.low, self.high, self.step) for at, weight in enumerate(self.weights, 1)
            )
        )


_BASE = World()
_PANEL = replace(_BASE, severity=0.35, noise=1.15, scale_spread=0.15, noise_spread=0.22, halo=0.65)
_ALL_HABITS = (Habit.CONSTANT, Habit.RANDOM, Habit.EXTREME, Habit.REVERSED, Habit.COLLUDER, Habit.COLLUDER)

# Variance ratios of "trained" and "panel" follow certified essay raters and conference reviewers.
WORLDS = MappingProxyType(
    {
        "base": _BASE,
        "trained": replace(_BASE, severity=0.25, noise=0.575, scale_spread=0.08, noise_spread=0.18, halo=0.65),
        "panel": _PANEL,
        "crowd": replace(_BASE, noise=1.7, scale_spread=0.35, noise_spread=0.4, halo=0.5),
        "roomy": replace(_PANEL, middle=4.5, unit=1.0),
        "five_point": replace(_BASE, high=5.0, middle=3.3, unit=0.8),
        "high_scores": replace(_BASE, middle=7.5),
        "harsh": replace(_BASE, severity=1.0),
        "tracks": replace(_BASE, design="tracks", track_spread=0.5),
        "cultures": replace(_BASE, design="tracks", track_spread=0.5, culture=0.5),
        "chain": replace(_BASE, design="chain"),
        "bad_judges": replace(_BASE, habits=_ALL_HABITS),
        "heavy_tails": replace(_BASE, tail=0.25),
        "clean": replace(_BASE, habits=()),
        "tired": replace(_BASE, fatigue=0.5, dropouts=2),
        "islands": replace(_BASE, design="islands", habits=()),
    }
)
