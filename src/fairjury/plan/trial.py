"""One invented award judged under every way of spending the reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairjury import chance
from fairjury.arrays import Codes, Floats
from fairjury.calibrate.em import fit_linear
from fairjury.plan.situation import Situation
from fairjury.reads import Cut, Standing, next_reads
from fairjury.simulate import Jury, even_design

#: Second reads come in so many waves.
WAVES = 10


@dataclass(frozen=True, slots=True, order=True)
class Way:
    """A way of spending reads: so many for everybody, then `extra` per entry on average where they help most."""

    even: int
    extra: int = 0
    room: bool = False

    @property
    def reads(self) -> int:
        return self.even + self.extra


@dataclass(frozen=True, slots=True)
class Outcome:
    """Per prize: share of the places wrongly given, and 1 when the last place was."""

    wrong: Floats
    last: Floats


@dataclass
class Reading:
    """The reads so far of one jury."""

    jury: Jury
    entry: Codes
    judge: Codes

    def standing(self) -> Standing:
        world = self.jury.world
        totals = self.jury.score(self.entry, self.judge) @ self.jury.weights
        made = fit_linear(self.entry, self.judge, totals, world.entries, world.judges)
        precision = np.maximum(made.scale, 0.0) ** 2 / np.maximum(made.noise, 1e-6) ** 2
        return Standing(made.merit, made.se, precision, self.entry, self.judge)

    def add(self, entry: Codes, judge: Codes) -> None:
        self.entry, self.judge = np.r_[self.entry, entry], np.r_[self.judge, judge]


def trial(situation: Situation, ways: tuple[Way, ...], *, seed: int) -> dict[Way, Outcome]:
    """What each way would have decided about the same entries and judges."""
    most = max(way.even for way in ways)
    deal = even_design(situation.entries, situation.judges, most, rng=chance.stream(seed, use="plan/deal"))
    out = {}
    for way in ways:
        jury = Jury(situation.world(room=way.room), seed=seed)
        entry = np.repeat(np.arange(situation.entries), way.even)
        reading = Reading(jury, entry, deal[:, : way.even].ravel())
        _more(reading, way.extra * situation.entries, prizes=situation.prizes)
        out[way] = _outcome(reading.standing().merit, jury.truth, situation.prizes)
    return out


def _more(reading: Reading, extra: int, *, prizes: tuple[int, ...]) -> None:
    cuts = tuple(Cut(count) for count in prizes)
    most = int(1.5 * (reading.entry.size + extra) / reading.jury.world.judges)
    for wave in range(WAVES if extra else 0):
        budget = extra // WAVES + (wave < extra % WAVES)
        reading.add(*next_reads(reading.standing(), cuts=cuts, budget=budget, load_max=most))


def _outcome(merit: Floats, truth: Floats, prizes: tuple[int, ...]) -> Outcome:
    chosen, best = np.argsort(-merit, kind="stable"), np.argsort(-truth, kind="stable")
    wrong = [1 - np.isin(chosen[:k], best[:k]).mean() for k in prizes]
    last = [float(chosen[k - 1] not in best[:k]) for k in prizes]
    return Outcome(np.array(wrong), np.array(last))
