"""One invented award judged under every way of spending the reads."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairjury.arrays import Codes, Floats
from fairjury.calibrate.em import fit_linear
from fairjury.plan.situation import Scale, Situation
from fairjury.plan.world import World, dealt, errors, totals, world
from fairjury.reads import Cut, Standing, next_reads

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
class Jury:
    """The reads so far of one world, on one scale."""

    situation: Situation
    world: World
    scale: Scale
    entry: Codes
    judge: Codes
    total: Floats

    def standing(self) -> Standing:
        n, j = self.situation.entries, self.situation.judges
        made = fit_linear(self.entry, self.judge, self.total, n, j)
        precision = np.maximum(made.scale, 0.0) ** 2 / np.maximum(made.noise, 1e-6) ** 2
        return Standing(made.merit, made.se, precision, self.entry, self.judge)

    def read(self, entry: Codes, judge: Codes, rng: np.random.Generator) -> None:
        erred = errors(self.world, judge, who=self.situation.character, rng=rng)
        made = totals(self.world, entry, judge, erred, scale=self.scale)
        self.entry, self.judge = np.r_[self.entry, entry], np.r_[self.judge, judge]
        self.total = np.r_[self.total, made]


def trial(situation: Situation, ways: tuple[Way, ...], rng: np.random.Generator) -> dict[Way, Outcome]:
    """What each way would have decided about the same entries and judges."""
    made = world(situation, rng)
    most = max(way.even for way in ways)
    judges = dealt(situation.entries, situation.judges, most, rng)
    entry = np.repeat(np.arange(situation.entries), most)
    erred = errors(made, judges.ravel(), who=situation.character, rng=rng)
    out = {}
    for way in ways:
        scale = situation.scale.with_room if way.room else situation.scale
        first = np.tile(np.arange(most) < way.even, situation.entries)
        e, q = entry[first], judges.ravel()[first]
        jury = Jury(situation, made, scale, e, q, totals(made, e, q, erred[first], scale=scale))
        _more(jury, way.extra * situation.entries, rng)
        out[way] = _outcome(jury.standing().merit, made.truth(scale), situation.prizes)
    return out


def _more(jury: Jury, extra: int, rng: np.random.Generator) -> None:
    cuts = tuple(Cut(count) for count in jury.situation.prizes)
    most = int(1.5 * (jury.entry.size + extra) / jury.situation.judges)
    for wave in range(WAVES if extra else 0):
        budget = extra // WAVES + (wave < extra % WAVES)
        e, q = next_reads(jury.standing(), cuts=cuts, budget=budget, load_max=most)
        jury.read(e, q, rng)


def _outcome(merit: Floats, truth: Floats, prizes: tuple[int, ...]) -> Outcome:
    chosen, best = np.argsort(-merit, kind="stable"), np.argsort(-truth, kind="stable")
    wrong = [1 - np.isin(chosen[:k], best[:k]).mean() for k in prizes]
    last = [float(chosen[k - 1] not in best[:k]) for k in prizes]
    return Outcome(np.array(wrong), np.array(last))
