"""How noisy each judge is, and how much of that noise is common to the criteria."""

import math

from fairjury.arrays import Floats
from fairjury.calibrate.chance import uniform
from fairjury.calibrate.compiled import inlined

from .judges import (
    C_COUNT,
    C_CROSS,
    C_MERIT2,
    C_SCORE2,
    COUNT,
    CROSS,
    MERIT,
    MERIT2,
    SCORE,
    SCORE2,
    WEIGHT,
)
from .state import HALO, HALO_SPREAD, NOISE, NOISE_SPREAD, Chain, Reviews

Squares = tuple[float, float, float, float]

REACH = 1.0  # first width of a slice


@inlined
def squares(chain: Chain, j: int, row: Floats) -> tuple[float, float, float, float]:
    """Squared errors of one judge between criteria and of the means, each with its count."""
    b, a = chain.severity[j], chain.scale[j]
    within = row[C_SCORE2] - 2.0 * a * row[C_CROSS] + a * a * row[C_MERIT2]
    mean = row[SCORE2] - 2.0 * b * row[SCORE] - 2.0 * a * row[CROSS]
    mean += b * b * row[WEIGHT] + 2.0 * a * b * row[MERIT] + a * a * row[MERIT2]
    return max(within, 0.0), row[C_COUNT], max(mean, 0.0), row[COUNT]


@inlined
def log_density(chain: Chain, seen: Squares, size: float, share: float) -> float:
    """Log posterior of a judge's log variance and logit halo share."""
    within, count_within, mean, count_mean = seen
    count = chain.criterion.size
    off, lean = size - chain.level[NOISE], share - chain.level[HALO]
    prior = -0.5 * off * off / chain.level[NOISE_SPREAD]
    total = math.exp(size)
    if count == 1:
        return float(prior - 0.5 * (count_mean * size + mean / total))
    part = 1.0 / (1.0 + math.exp(-share))
    own = total * (1.0 - part)
    var = total * part + own / count
    prior -= 0.5 * lean * lean / chain.level[HALO_SPREAD]
    fit = count_within * math.log(own) + within / own + count_mean * math.log(var) + mean / var
    return float(prior - 0.5 * fit)


@inlined
def along(chain: Chain, seen: Squares, at: tuple[float, float], side: int, x: float) -> float:
    """Log posterior with one of the two coordinates moved to x."""
    if side == 0:
        return log_density(chain, seen, x, at[1])
    return log_density(chain, seen, at[0], x)


@inlined
def sliced(chain: Chain, seen: Squares, at: tuple[float, float], side: int) -> float:
    """Draw one coordinate by slice sampling with stepping out (Neal 2003)."""
    floor = along(chain, seen, at, side, at[side]) + math.log(uniform(chain.rng))
    left = at[side] - REACH * uniform(chain.rng)
    right = left + REACH
    for _ in range(4):
        if along(chain, seen, at, side, left) <= floor:
            break
        left -= REACH
    for _ in range(4):
        if along(chain, seen, at, side, right) <= floor:
            break
        right += REACH
    for _ in range(40):
        x = left + (right - left) * uniform(chain.rng)
        if along(chain, seen, at, side, x) > floor:
            return x
        if x < at[side]:
            left = x
        else:
            right = x
    return at[side]


@inlined
def draw_noise(reviews: Reviews, chain: Chain, j: int, row: Floats) -> None:
    """Draw the two variances of one judge from its sums."""
    seen = squares(chain, j, row)
    lowest = 1e-3 * reviews.step * reviews.step
    size = math.log(chain.own[j] + chain.common[j])
    if chain.criterion.size == 1:
        chain.own[j] = max(math.exp(sliced(chain, seen, (size, 0.0), 0)), lowest)
        return
    share = math.log(max(chain.common[j], 1e-9) / chain.own[j])
    size = sliced(chain, seen, (size, share), 0)
    share = sliced(chain, seen, (size, share), 1)
    part = 1.0 / (1.0 + math.exp(-share))
    chain.own[j] = max(math.exp(size) * (1.0 - part), lowest)
    chain.common[j] = math.exp(size) * part
