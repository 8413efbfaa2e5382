"""What an organiser knows before the call."""

from __future__ import annotations

from dataclasses import dataclass

from fairjury.simulate import World


@dataclass(frozen=True, slots=True)
class Character:
    """How judges differ, in standard deviations of merit; the named ones copy variance ratios of real juries.

    severity  spread of their strictness
    noise     what one read of one judge errs; `unlike` how much judges differ in that (log)
    scale     how much judges differ in stretching the scale (log)
    halo      share of the error that all criteria of one read have in common
    """

    severity: float
    noise: float
    unlike: float
    scale: float
    halo: float = 0.65


#: Certified raters with anchors; a usual jury of experts; people without training.
CHARACTERS = {
    "trained": Character(severity=0.25, noise=0.575, unlike=0.18, scale=0.08),
    "panel": Character(severity=0.35, noise=1.15, unlike=0.22, scale=0.15),
    "untrained": Character(severity=0.6, noise=1.6, unlike=0.35, scale=0.25),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """The rubric's scale and how it tends to be used: `mean` and `spread` in points of an average judge's scores."""

    low: float = 1
    high: float = 10
    step: float = 1
    mean: float = 6.0
    spread: float = 1.5
    weights: tuple[float, ...] = (0.4, 0.3, 0.2, 0.1)

    @property
    def with_room(self) -> Scale:
        """The same scale when its anchors leave room: the mean below the middle, five spreads of it up to the end."""
        mean = min(self.mean, self.low + 0.4 * (self.high - self.low))
        return Scale(self.low, self.high, self.step, mean, min(self.spread, (self.high - mean) / 5), self.weights)


@dataclass(frozen=True, slots=True)
class Track:
    """A track's expected entries and the judges it has so far."""

    name: str
    entries: int
    judges: int


@dataclass(frozen=True, slots=True)
class Situation:
    """Expected entries and judges, time, prizes and the rubric.

    hours_per_read  what reading and scoring one entry takes; hours_each  what a judge can give
    prizes          how many places at each cut; the first is the main one
    """

    entries: int
    judges: int
    hours_per_read: float = 0.5
    hours_each: float = 20.0
    prizes: tuple[int, ...] = (100,)
    tracks: tuple[Track, ...] = ()
    character: Character = CHARACTERS["panel"]
    scale: Scale = Scale()

    def world(self, *, room: bool = False) -> World:
        """This award as a world to draw; with `room`, under anchors that leave room at the top of the scale."""
        scale, who = self.scale.with_room if room else self.scale, self.character
        return World(
            entries=self.entries,
            judges=self.judges,
            weights=scale.weights,
            low=scale.low,
            high=scale.high,
            step=scale.step,
            middle=scale.mean,
            unit=scale.spread,
            severity=who.severity,
            scale_spread=who.scale,
            noise=who.noise,
            noise_spread=who.unlike,
            halo=who.halo,
            missing=0.0,
            habits=(),
        )

    def check(self) -> None:
        """Raise ValueError naming the first number that cannot be."""
        for name, value, least in (
            ("entries", self.entries, 2),
            ("judges", self.judges, 2),
            ("hours_per_read", self.hours_per_read, 1e-9),
            ("hours_each", self.hours_each, 1e-9),
        ):
            if not value >= least:
                raise ValueError(f"{name} must be at least {least:g}, got {value}")
        if not self.prizes or min(self.prizes) < 1 or max(self.prizes) >= self.entries:
            raise ValueError(f"prizes must be from 1 to {self.entries - 1} each, got {self.prizes}")
