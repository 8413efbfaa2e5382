"""How noisy each judge is, and how much of that noise is common to the criteria."""

import math

from fairjury.arrays import Floats
from fairjury.calibrate.chance import uniform
from fairjury.calibrate.compiled import inlined

from .state import HALO, HALO_SPREAD, HONEST, NOISE, NOISE_SPREAD, PROMOTED, SLIP, Chain, Reviews
from .reviews import SLIP_WIDTH

REACH = 1.0  # first width of a slice


@inlined
def gather_noise(reviews: Reviews, chain: Chain, sums: Floats) -> None:
    """Squared errors of each judge: (j, 4) within and between criteria, with their counts."""
    sums[:] = 0.0
    count = chain.criterion.size
    for m in range(reviews.entry.size):
        i, j = reviews.entry[m], reviews.judge[m]
        mean = 0.0
        for c in range(count):
            mean += chain.merit[i, c] / count
        if count > 1:
            sums[j, 1] += count - 1
            for c in range(count):
                off = chain.latent[m, c] - chain.criterion[c] - chain.rest[m] - chain.scale[j] * (chain.merit[i, c] - mean)
                sums[j, 0] += off * off
        if chain.kind[m] != PROMOTED:
            off = chain.rest[m] - chain.severity[j] - chain.scale[j] * mean
            shrink = 1.0 + SLIP_WIDTH if chain.kind[m] == SLIP else 1.0
            sums[j, 2] += off * off / shrink
            sums[j, 3] += 1.0


@inlined
def log_density(chain: Chain, sums: Floats, j: int, size: float, share: float) -> float:
    """Log posterior of a judge's log variance and logit halo share."""
    count = chain.criterion.size
    off, lean = size - chain.level[NOISE], share - chain.level[HALO]
    prior = -0.5 * off * off / chain.level[NOISE_SPREAD]
    total = math.exp(size)
    if count == 1:
        return prior - 0.5 * (sums[j, 3] * size + sums[j, 2] / total)
    part = 1.0 / (1.0 + math.exp(-share))
    own = total * (1.0 - part)
    mean = total * part + own / count
    prior -= 0.5 * lean * lean / chain.level[HALO_SPREAD]
    return prior - 0.5 * (
        sums[j, 1] * math.log(own) + sums[j, 0] / own + sums[j, 3] * math.log(mean) + sums[j, 2] / mean
    )


@inlined
def along(chain: Chain, sums: Floats, j: int, at: tuple[float, float], side: int, x: float) -> float:
    """Log posterior with one of the two coordinates moved to x."""
    if side == 0:
        return log_density(chain, sums, j, x, at[1])
    return log_density(chain, sums, j, at[0], x)


@inlined
def sliced(chain: Chain, sums: Floats, j: int, at: tuple[float, float], side: int) -> float:
    """Draw one coordinate by slice sampling with stepping out (Neal 2003)."""
    floor = along(chain, sums, j, at, side, at[side]) + math.log(uniform(chain.rng))
    left = at[side] - REACH * uniform(chain.rng)
    right = left + REACH
    for _ in range(4):
        if along(chain, sums, j, at, side, left) <= floor:
            break
        left -= REACH
    for _ in range(4):
        if along(chain, sums, j, at, side, right) <= floor:
            break
        right += REACH
    for _ in range(40):
        x = left + (right - left) * uniform(chain.rng)
        if along(chain, sums, j, at, side, x) > floor:
            return x
        if x < at[side]:
            left = x
        else:
            right = x
    return at[side]


@inlined
def draw_noise(reviews: Reviews, chain: Chain, sums: Floats) -> None:
    """Draw the two variances of every judge."""
    gather_noise(reviews, chain, sums)
    single = chain.criterion.size == 1
    lowest = 1e-3 * reviews.step * reviews.step
    for j in range(chain.own.size):
        total = chain.own[j] + chain.common[j]
        size = math.log(total)
        share = 0.0 if single else math.log(max(chain.common[j], 1e-9) / chain.own[j])
        size = sliced(chain, sums, j, (size, share), 0)
        if single:
            chain.own[j] = max(math.exp(size), lowest)
            continue
        share = sliced(chain, sums, j, (size, share), 1)
        part = 1.0 / (1.0 + math.exp(-share))
        chain.own[j] = max(math.exp(size) * (1.0 - part), lowest)
        chain.common[j] = math.exp(size) * part
