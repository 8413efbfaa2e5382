"""The posterior of the ordinal model: start, sweeps, summary."""

from dataclasses import dataclass

import numpy as np

from fairjury.arrays import Codes, Floats, Singles
from fairjury.calibrate.chance import stream
from fairjury.calibrate.em import Linear
from fairjury.calibrate.prepare import Table

from .chain import run
from .expect import expected_totals
from .state import (
    CENTRE,
    ENTRY,
    ENTRY_CRITERION,
    HALO_SPREAD,
    LEVELS,
    NOISE,
    NOISE_SPREAD,
    SCALE,
    SEVERITY,
    SLIPS,
    TAIL,
    TRACK,
    Chain,
    Reviews,
    Tally,
)
from .tails import NORMAL

ALLOWANCE = 1.035  # for the sampling error of merit and error (up to 8 % of an error) and friends nobody recognised
JOINT_UP_TO = 400  # judges: above it a joint draw of all severities costs more than it mixes


def to_reviews(table: Table) -> Reviews:
    """Give every score its interval: half a step around it, open at the ends of the scale."""
    half = table.step / 2
    missing = ~np.isfinite(table.scores)
    low = np.where(missing | (table.scores <= table.low + 1e-9), -np.inf, table.scores - half)
    high = np.where(missing | (table.scores >= table.high - 1e-9), np.inf, table.scores + half)
    first = np.searchsorted(table.entry, np.arange(table.n + 1)).astype(np.int64)
    spread = max(float(table.total.var()), (0.25 * float(table.step.mean())) ** 2)
    return Reviews(
        table.entry, table.judge, first, table.track, low, high, table.weights, float(table.step.mean()), spread
    )


@dataclass(frozen=True, slots=True)
class Effort:
    """How long a chain runs and how many draws it keeps."""

    burn: int
    keep: int
    draws: int


@dataclass(frozen=True, slots=True)
class Posterior:
    """Posterior means of the ordinal model, merit centred at zero, in score points."""

    table: Table
    merit: Floats  # (n,)
    se: Floats  # (n,)
    draws: Singles  # (s, n)
    fine: Floats  # (n, c)
    severity: Floats  # (j,) centred
    scale: Floats  # (j,)
    own: Floats  # (j,) variance
    common: Floats  # (j,) variance
    blind: Floats  # (j,) probability
    kind: Floats  # (m, 3) probabilities
    criterion: Floats  # (c,)
    level: Floats

    @property
    def noise(self) -> Floats:
        """Standard deviation of a judge's error in a total (j,)."""
        weights = self.table.weights
        out: Floats = np.sqrt(self.common + self.own * float(weights @ weights))
        return out

    def predict(self, entry: Codes, judge: Codes) -> Floats:
        """Expected total of each pair, rounding and clipping included."""
        return expected_totals(self, entry, judge)


def _start(table: Table, reviews: Reviews, line: Linear, seed: int) -> Chain:
    m, count = table.scores.shape
    noise = line.noise**2
    within = np.nanmean((table.scores - table.total[:, None]) ** 2) if count > 1 else 0.0
    own = np.full(table.j, max(0.5 * float(within), 0.02 * float(noise.mean()), 0.01 * reviews.step**2))
    common = np.maximum(noise - own / count, 0.1 * noise)
    if count == 1:
        own, common = noise.copy(), np.zeros(table.j)
    merit = np.repeat((line.merit - line.centre)[:, None], count, axis=1)
    level = np.zeros(LEVELS)
    level[[ENTRY, ENTRY_CRITERION, SEVERITY, SCALE]] = line.spread, 0.1 * line.spread, 0.1 * reviews.spread, 0.04
    level[[NOISE, NOISE_SPREAD, HALO_SPREAD]] = np.log(own + common).mean(), 0.2, 0.1
    level[[TRACK, CENTRE, SLIPS]] = 0.05 * reviews.spread, line.centre + line.severity.mean(), 0.01
    level[TAIL] = NORMAL
    filled = np.where(np.isfinite(table.scores), table.scores, table.total[:, None])
    criterion = filled.mean(0) - filled.mean()
    return Chain(
        latent=filled,
        rest=filled.mean(1),
        kind=np.zeros(m, np.int8),
        middle=merit[:, 0].copy(),
        merit=merit,
        grip=np.ones(table.n),
        severity=line.centre + line.severity,
        scale=line.scale.copy(),
        own=own,
        common=common,
        blind=np.zeros(table.j, np.int8),
        promotes=np.full(table.j, 0.002),
        criterion=criterion,
        group=np.zeros(int(table.track.max(initial=0)) + 1),
        level=level,
        rng=stream(seed),
    )


def _tally(chain: Chain) -> Tally:
    n, j, m = chain.merit.shape[0], chain.severity.size, chain.kind.size
    return Tally(
        merit=np.zeros(n),
        drawn=np.zeros(n),
        square=np.zeros(n),
        fine=np.zeros(chain.merit.shape),
        severity=np.zeros(j),
        scale=np.zeros(j),
        own=np.zeros(j),
        common=np.zeros(j),
        blind=np.zeros(j),
        severity_square=np.zeros(j),
        kind=np.zeros((m, 3)),
        criterion=np.zeros(chain.criterion.size),
        level=np.zeros(LEVELS),
        sweeps=np.zeros(1),
    )


def _widen(draws: Singles, centre: Singles) -> None:
    """Give the joint draws (s, n) the allowance that the errors have, in place: chances are to be as modest."""
    draws -= centre
    draws *= np.float32(ALLOWANCE)
    draws += centre


def sample(table: Table, line: Linear, *, effort: Effort, seed: int) -> Posterior:
    """Sample the ordinal model from the linear start. Rows of `table` must be sorted by entry."""
    reviews = to_reviews(table)
    chain = _start(table, reviews, line, seed)
    tally = _tally(chain)
    draws = np.zeros((effort.draws, table.n), dtype=np.float32)
    every = 0 if table.j > JOINT_UP_TO else 1 if table.j <= 60 else 5
    run(reviews, chain, tally, draws, effort.burn, effort.keep, every)
    k = tally.sweeps[0]
    merit = tally.merit / k
    se = ALLOWANCE * np.sqrt(np.maximum(tally.square / k - (tally.drawn / k) ** 2, 1e-12))
    _widen(draws, (tally.drawn / k).astype(np.float32))
    return Posterior(
        table,
        merit,
        se,
        draws,
        tally.fine / k,
        tally.severity / k,
        tally.scale / k,
        tally.own / k,
        tally.common / k,
        tally.blind / k,
        tally.kind / k,
        tally.criterion / k,
        tally.level / k,
    )
