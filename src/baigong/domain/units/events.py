"""What happens to units."""

from dataclasses import dataclass

from baigong.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class UnitMerged(Event):
    """Two rows were one unit; the second stands for both."""

    unit_id: int
    into_id: int


@dataclass(frozen=True, kw_only=True)
class UnitsParted(Event):
    """They were two units after all."""

    unit_id: int
    into_id: int
