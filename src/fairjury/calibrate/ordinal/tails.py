"""Whether a few entries stand far above or below the rest: normal merit, or a longer-tailed one."""

import math

from fairjury.calibrate.chance import gamma, uniform
from fairjury.calibrate.compiled import inlined

from .state import ENTRY, TAIL, Chain, Reviews

FREEDOMS = (2.5, 3.0, 4.0, 6.0, 10.0, 20.0)  # degrees of freedom of a Student-t; beyond them merit is normal
NORMAL = 1e6
LONG_SHARE = 0.3  # how likely a longer tail is held to be beforehand


@inlined
def squared(reviews: Reviews, chain: Chain, i: int) -> float:
    """Squared distance of an entry's mean merit from its track's, in units of the common variance."""
    off = chain.middle[i] - chain.group[reviews.track[i]]
    return float(off * off / chain.level[ENTRY])


@inlined
def log_likelihood(reviews: Reviews, chain: Chain, freedom: float) -> float:
    """Log probability of all mean merits under a Student-t (normal when `freedom` is NORMAL)."""
    total = 0.0
    n = chain.middle.size
    if freedom >= NORMAL:
        for i in range(n):
            total -= 0.5 * squared(reviews, chain, i)
        return total - 0.5 * n * math.log(2.0 * math.pi)
    for i in range(n):
        total -= math.log1p(squared(reviews, chain, i) / freedom)
    constant = math.lgamma(0.5 * (freedom + 1.0)) - math.lgamma(0.5 * freedom) - 0.5 * math.log(freedom * math.pi)
    return 0.5 * (freedom + 1.0) * total + n * constant


@inlined
def draw_freedom(reviews: Reviews, chain: Chain) -> None:
    """Draw the degrees of freedom with the grips integrated out (Gumbel's maximum)."""
    prior = math.log(LONG_SHARE / len(FREEDOMS))
    best = log_likelihood(reviews, chain, NORMAL) + math.log(1.0 - LONG_SHARE) - math.log(-math.log(uniform(chain.rng)))
    chain.level[TAIL] = NORMAL
    for freedom in FREEDOMS:
        try_ = log_likelihood(reviews, chain, freedom) + prior - math.log(-math.log(uniform(chain.rng)))
        if try_ > best:
            best = try_
            chain.level[TAIL] = freedom


@inlined
def draw_grips(reviews: Reviews, chain: Chain) -> None:
    """Draw how firmly each entry is held."""
    freedom = chain.level[TAIL]
    for i in range(chain.middle.size):
        if freedom >= NORMAL:
            chain.grip[i] = 1.0
        else:
            shape = 0.5 * (freedom + 1.0)
            chain.grip[i] = gamma(chain.rng, shape) / (0.5 * (freedom + squared(reviews, chain, i)))
