"""What a calibration hands on: merit with its doubt, the judges, and everything worth a warning."""

from __future__ import annotations

from dataclasses import dataclass

from fairjury.arrays import Codes, Floats, Singles


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding in words an organiser understands; `code` for programs."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class JudgeLine:
    """One judge of the judge table; score points."""

    key: str
    reads: int
    severity: float  # points above the average judge; negative is severe
    scale: float  # 1: uses the scale as the average judge does
    noise: float  # standard deviation of a total around what the entry deserves from this judge
    weight: float  # 0 to 1: how much of an average judge's say this judge's readings have
    clipped: float  # share of scores at an end of the scale
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry of the entry table; score points."""

    key: str
    reads: int
    mean: float  # plain mean of its totals, NaN when nobody read it
    merit: float
    se: float
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """The cross-validated comparison of the models; errors are root mean squares of hidden reviews."""

    chosen: str
    errors: dict[str, float]
    hidden: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """Merit of n entries on the scale of totals, with joint draws for every later question.

    `ranked` is false for entries nobody read: they have a prior merit and must never be placed.
    """

    merit: Floats  # (n,) score points
    se: Floats  # (n,) score points, 90 % interval: merit +- 1.645 se
    draws: Singles  # (s, n) joint posterior draws
    ranked: Codes  # (n,) 1 when the entry was read
    judges: tuple[JudgeLine, ...]
    entries: tuple[EntryLine, ...]
    model: str
    gate: Gate
    pieces: Codes  # (j,) piece of the judge graph, -1 for judges without reads
    efficiency: float  # A-efficiency of the judge graph
    warnings: tuple[Remark, ...]
    seed: int
    version: str


class Pieces(ValueError):
    """Raised when the judges fall into pieces that share no entry, so that no common ranking exists.

    `.pieces` lists the judges' keys of every piece, `.joins` the fewest extra (entry, judge) reads
    that join them; `.zh` and `.en` say so.
    """

    def __init__(self, pieces: tuple[tuple[str, ...], ...], joins: tuple[tuple[str, str], ...]) -> None:
        self.pieces, self.joins = pieces, joins
        super().__init__(self.en)

    @property
    def en(self) -> str:
        """The refusal in English."""
        parts = "; ".join(", ".join(piece) for piece in self.pieces)
        reads = ", ".join(f"judge {judge} reads entry {entry}" for entry, judge in self.joins)
        return (
            f"The judges fall into {len(self.pieces)} groups that share no entry ({parts}); their scores cannot be "
            f"put on one scale. The fewest extra reads that join them: {reads}."
        )

    @property
    def zh(self) -> str:
        """The refusal in Chinese."""
        parts = "；".join("、".join(piece) for piece in self.pieces)
        reads = "、".join(f"評審 {judge} 加讀 {entry}" for entry, judge in self.joins)
        return (
            f"評審分成 {len(self.pieces)} 群，彼此沒有讀過同一件參賽案（{parts}），分數無法放在同一把尺上比較。"
            f"最少只要加讀：{reads}，就能連起來。"
        )
