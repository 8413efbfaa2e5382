"""Scores before rounding: each is drawn from its interval, together with the halo of its review."""

import math

from fairjury.calibrate.chance import between, normal
from fairjury.calibrate.compiled import inlined

from .state import PROMOTED, SLIP, Chain, Reviews

BOOST = 2.0  # a friend's bonus, in standard deviations of all totals
BOOST_WIDTH = 0.5  # its variance, in variances of all totals
SLIP_WIDTH = 9.0  # a slip is three times as noisy as an honest halo


@inlined
def halo_prior(reviews: Reviews, chain: Chain, judge: int, kind: int) -> tuple[float, float]:
    """Mean and variance of the halo of a review of this kind."""
    if kind == PROMOTED:
        return BOOST * math.sqrt(reviews.spread), BOOST_WIDTH * reviews.spread
    if kind == SLIP:
        return 0.0, SLIP_WIDTH * (chain.common[judge] + chain.own[judge] / chain.criterion.size)
    return 0.0, chain.common[judge]


@inlined
def draw_latents(reviews: Reviews, chain: Chain) -> None:
    """Draw every halo given the old latents, then every latent given its halo."""
    rng = chain.rng
    count = chain.criterion.size
    for m in range(reviews.entry.size):
        i, j = reviews.entry[m], reviews.judge[m]
        scale, own = chain.scale[j], chain.own[j]
        rest = 0.0
        for c in range(count):
            rest += chain.latent[m, c] - chain.criterion[c] - scale * chain.merit[i, c]
        centre, width = halo_prior(reviews, chain, j, chain.kind[m])
        halo = 0.0
        if width > 0.0:
            sharp = count / own + 1.0 / width
            halo = ((rest - count * chain.severity[j]) / own + centre / width) / sharp + normal(rng) / math.sqrt(sharp)
        chain.halo[m] = halo
        sd = math.sqrt(own)
        chain.rest[m] = 0.0
        for c in range(count):
            mean = chain.criterion[c] + chain.severity[j] + halo + scale * chain.merit[i, c]
            low, high = (reviews.low[m, c] - mean) / sd, (reviews.high[m, c] - mean) / sd
            chain.latent[m, c] = mean + sd * between(rng, low, high)
            chain.rest[m] += (chain.latent[m, c] - chain.criterion[c]) / count
