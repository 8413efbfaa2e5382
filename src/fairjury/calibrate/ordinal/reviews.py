"""Scores before rounding: each is drawn from its interval, together with the halo of its review."""

import math

from fairjury.calibrate.chance import between, normal
from fairjury.calibrate.compiled import inlined

from .state import PROMOTED, SLIP, Chain, Reviews

BOOST = 2.25  # a friend's bonus, in standard deviations of all totals
BOOST_WIDTH = 0.3  # its variance, in variances of all totals
SLIP_WIDTH = 9.0  # a slip adds nine times the usual variance of a review


@inlined
def halo_prior(reviews: Reviews, chain: Chain, judge: int, kind: int) -> tuple[float, float]:
    """Mean and variance of the halo of a review of this kind."""
    if kind == PROMOTED:
        return BOOST * math.sqrt(reviews.spread), BOOST_WIDTH * reviews.spread
    common = chain.common[judge]
    if kind == SLIP:
        return 0.0, common + SLIP_WIDTH * (common + chain.own[judge] / chain.criterion.size)
    return 0.0, common


@inlined
def draw_halo(reviews: Reviews, chain: Chain, m: int, i: int, j: int) -> float:
    """Draw what one judge saw in one entry beyond its merit, given the old latents."""
    centre, width = halo_prior(reviews, chain, j, chain.kind[m])
    if width <= 0.0:
        return 0.0
    count = chain.criterion.size
    rest = count * (chain.rest[m] - chain.severity[j] - chain.scale[j] * chain.middle[i])
    sharp = count / chain.own[j] + 1.0 / width
    return float((rest / chain.own[j] + centre / width) / sharp + normal(chain.rng) / math.sqrt(sharp))


@inlined
def draw_latents(reviews: Reviews, chain: Chain, i: int) -> None:
    """Draw halo and latents of the reviews of one entry."""
    count = chain.criterion.size
    for m in range(reviews.first[i], reviews.first[i + 1]):
        j = reviews.judge[m]
        base = chain.severity[j] + draw_halo(reviews, chain, m, i, j)
        sd = math.sqrt(chain.own[j])
        sharp = 1.0 / sd
        total = 0.0
        for c in range(count):
            mean = chain.criterion[c] + base + chain.scale[j] * chain.merit[i, c]
            low, high = (reviews.low[m, c] - mean) * sharp, (reviews.high[m, c] - mean) * sharp
            chain.latent[m, c] = mean + sd * between(chain.rng, low, high)
            total += chain.latent[m, c] - chain.criterion[c]
        chain.rest[m] = total / count
