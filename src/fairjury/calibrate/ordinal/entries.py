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
def log_fit(reviews: Reviews, chain: Chain, m: int, kind: int, mean: float, var: float) -> float:
    """Log density of a review's mean under a kind when its entry's merit is normal(mean, var)."""
    j = reviews.judge[m]
    centre, width = halo_prior(reviews, chain, j, kind)
    total = chain.scale[j] ** 2 * var + width + chain.own[j] / chain.criterion.size
    off = chain.rest[m] - chain.severity[j] - chain.scale[j] * mean - centre
    return -0.5 * (math.log(total) + off * off / total)


@inlined
def draw_kind(reviews: Reviews, chain: Chain, m: int, mean: float, var: float) -> int:
    """Draw whether a review is honest, promotes a friend or slipped, given the entry's other reviews."""
    share, slip = chain.promotes[reviews.judge[m]], chain.level[SLIPS]
    plain = log_fit(reviews, chain, m, HONEST, mean, var)
    p1 = share * math.exp(min(log_fit(reviews, chain, m, PROMOTED, mean, var) - plain, 50.0))
    p2 = slip * math.exp(min(log_fit(reviews, chain, m, SLIP, mean, var) - plain, 50.0))
    u = uniform(chain.rng) * (1.0 - share - slip + p1 + p2)
    if u < p1:
        return PROMOTED
    return SLIP if u < p1 + p2 else HONEST


@inlined
def draw_entry(reviews: Reviews, chain: Chain, i: int, fine: Floats) -> None:
    """Draw the kinds of an entry's reviews and its mean merit; `fine` receives the conditional means."""
    start, stop = reviews.first[i], reviews.first[i + 1]
    sharp = 1.0 / chain.level[ENTRY]
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
    mean = pull / sharp
    draw = mean + normal(chain.rng) / math.sqrt(sharp)
    for c in range(chain.criterion.size):
        fine[i, c] = mean
        chain.merit[i, c] = draw


@inlined
def draw_contrasts(reviews: Reviews, chain: Chain, i: int, fine: Floats) -> None:
    """Add to the mean merit what the entry is better or worse at, criterion by criterion."""
    count = chain.criterion.size
    start, stop = reviews.first[i], reviews.first[i + 1]
    sharp = 1.0 / chain.level[ENTRY_CRITERION]
    for m in range(start, stop):
        j = reviews.judge[m]
        sharp += chain.scale[j] ** 2 / chain.own[j]
    middle, drawn_middle = 0.0, 0.0
    old = chain.merit[i, 0]
    base = fine[i, 0]
    for c in range(count):
        pull = 0.0
        for m in range(start, stop):
            j = reviews.judge[m]
            pull += chain.scale[j] / chain.own[j] * (chain.latent[m, c] - chain.criterion[c] - chain.rest[m])
        fine[i, c] = pull / sharp
        chain.merit[i, c] = pull / sharp + normal(chain.rng) / math.sqrt(sharp)
        middle += fine[i, c] / count
        drawn_middle += chain.merit[i, c] / count
    for c in range(count):
        fine[i, c] += base - middle
        chain.merit[i, c] += old - drawn_middle


@inlined
def draw_entries(reviews: Reviews, chain: Chain, fine: Floats) -> None:
    """Draw the merit of all entries; `fine` (n, c) receives conditional means."""
    for i in range(reviews.first.size - 1):
        draw_entry(reviews, chain, i, fine)
        if chain.criterion.size > 1:
            draw_contrasts(reviews, chain, i, fine)
