"""Merit of the entries given the latent scores, the halos integrated out."""

import math

from fairjury.arrays import Floats
from fairjury.calibrate.chance import normal, uniform
from fairjury.calibrate.compiled import inlined

from .reviews import halo_prior
from .state import ENTRY, ENTRY_CRITERION, HONEST, PROMOTED, SLIP, SLIPS, Chain, Reviews


@inlined
def message(reviews: Reviews, chain: Chain, m: int, kind: int) -> tuple[float, float]:
    """Precision and precision-weighted mean that one review tells about the mean merit of its entry."""
    j = reviews.judge[m]
    centre, width = halo_prior(reviews, chain, j, kind)
    weight = chain.scale[j] / (width + chain.own[j] / chain.criterion.size)
    return chain.scale[j] * weight, weight * (chain.rest[m] - chain.severity[j] - centre)


@inlined
def misfit(reviews: Reviews, chain: Chain, m: int, kind: int, mean: float, var: float) -> tuple[float, float]:
    """Variance of a review's mean under a kind, and its squared error in that unit, when merit is normal(mean, var)."""
    j = reviews.judge[m]
    centre, width = halo_prior(reviews, chain, j, kind)
    total = chain.scale[j] ** 2 * var + width + chain.own[j] / chain.criterion.size
    off = chain.rest[m] - chain.severity[j] - chain.scale[j] * mean - centre
    return total, off * off / total


@inlined
def draw_kind(reviews: Reviews, chain: Chain, m: int, mean: float, var: float) -> int:
    """Draw whether a review is honest, promotes a friend or slipped, given the entry's other reviews."""
    share, slip = chain.promotes[reviews.judge[m]], chain.level[SLIPS]
    t0, q0 = misfit(reviews, chain, m, HONEST, mean, var)
    t1, q1 = misfit(reviews, chain, m, PROMOTED, mean, var)
    t2, q2 = misfit(reviews, chain, m, SLIP, mean, var)
    p1 = share * math.sqrt(t0 / t1) * math.exp(min(0.5 * (q0 - q1), 50.0))
    p2 = slip * math.sqrt(t0 / t2) * math.exp(min(0.5 * (q0 - q2), 50.0))
    u = uniform(chain.rng) * (1.0 - share - slip + p1 + p2)
    if u < p1:
        return PROMOTED
    return SLIP if u < p1 + p2 else HONEST


@inlined
def draw_middle(reviews: Reviews, chain: Chain, i: int) -> float:
    """Draw the kinds of an entry's reviews and its mean merit; answer the mean's conditional mean."""
    start, stop = reviews.first[i], reviews.first[i + 1]
    sharp = chain.grip[i] / chain.level[ENTRY]
    pull = sharp * chain.group[reviews.track[i]]
    for m in range(start, stop):
        p, q = message(reviews, chain, m, chain.kind[m])
        sharp, pull = sharp + p, pull + q
    for m in range(start, stop):
        p, q = message(reviews, chain, m, chain.kind[m])
        sharp, pull = sharp - p, pull - q
        chain.kind[m] = draw_kind(reviews, chain, m, pull / sharp, 1.0 / sharp)
        p, q = message(reviews, chain, m, chain.kind[m])
        sharp, pull = sharp + p, pull + q
    chain.middle[i] = pull / sharp + normal(chain.rng) / math.sqrt(sharp)
    return float(pull / sharp)


@inlined
def draw_entry(reviews: Reviews, chain: Chain, i: int, fine: Floats) -> None:
    """Draw an entry's merit on all criteria; `fine` (n, c) receives the conditional means."""
    mean = draw_middle(reviews, chain, i)
    count = chain.criterion.size
    fine[i, :] = 0.0
    sharp = 1.0 / chain.level[ENTRY_CRITERION]
    if count > 1:
        for m in range(reviews.first[i], reviews.first[i + 1]):
            j = reviews.judge[m]
            weight = chain.scale[j] / chain.own[j]
            sharp += chain.scale[j] * weight
            for c in range(count):
                fine[i, c] += weight * (chain.latent[m, c] - chain.criterion[c] - chain.rest[m])
    part, sd, drawn = 1.0 / sharp, 1.0 / math.sqrt(sharp), 0.0
    for c in range(count):  # contrasts sum to zero; so do their conditional means
        fine[i, c] *= part
        off = sd * normal(chain.rng) if count > 1 else 0.0
        drawn += off / count
        chain.merit[i, c] = fine[i, c] + off
        fine[i, c] += mean
    for c in range(count):
        chain.merit[i, c] += chain.middle[i] - drawn
