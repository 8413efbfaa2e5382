"""Moves along the directions the scores leave open: everyone up, everyone wider."""

import math

from fairjury.calibrate.chance import normal, uniform
from fairjury.calibrate.compiled import inlined

from .judges import BLIND_WIDTH, usual_scale
from .state import BLIND, CENTRE, ENTRY, ENTRY_CRITERION, SCALE, SEVERITY, TRACK, Chain, Reviews


@inlined
def shift(reviews: Reviews, chain: Chain) -> None:
    """Move all merits down and all judges up by what leaves every score as likely as before."""
    n, count = chain.merit.shape
    sharp, pull = 0.0, 0.0
    for i in range(n):
        hold = chain.grip[i] / chain.level[ENTRY]
        sharp += hold
        pull += hold * (chain.middle[i] - chain.group[reviews.track[i]])
    for j in range(chain.severity.size):
        sharp += chain.scale[j] ** 2 / chain.level[SEVERITY]
        pull -= chain.scale[j] * (chain.severity[j] - chain.level[CENTRE]) / chain.level[SEVERITY]
    step = pull / sharp + normal(chain.rng) / math.sqrt(sharp)
    for i in range(n):
        chain.middle[i] -= step
        for c in range(count):
            chain.merit[i, c] -= step
    for j in range(chain.severity.size):
        chain.severity[j] += chain.scale[j] * step


@inlined
def log_prior_of_scale(reviews: Reviews, chain: Chain, factor: float) -> float:
    """Log prior after all scales are multiplied and all merits divided by `factor`, up to a constant."""
    log_factor = math.log(factor)
    out = chain.severity.size * log_factor
    for j in range(chain.severity.size):
        blind = chain.blind[j] == BLIND
        off = factor * chain.scale[j] - (0.0 if blind else usual_scale(chain))
        out -= 0.5 * off * off / (BLIND_WIDTH if blind else chain.level[SCALE])
    guess = 0.5 * reviews.spread
    squared = factor * factor
    out += log_factor - 0.5 * guess * squared / chain.level[ENTRY]
    if chain.criterion.size > 1:
        out += log_factor - 0.5 * 0.1 * guess * squared / chain.level[ENTRY_CRITERION]
    if chain.group.size > 1:
        out += 2.0 * log_factor - 0.03 * reviews.spread * squared / chain.level[TRACK]
    return float(out)


@inlined
def stretch(reviews: Reviews, chain: Chain) -> None:
    """Propose a common factor for all scales, taken off all merits (Metropolis)."""
    width = 2.4 * math.sqrt(chain.level[SCALE] / chain.severity.size)
    factor = math.exp(width * normal(chain.rng))
    gain = log_prior_of_scale(reviews, chain, factor) - log_prior_of_scale(reviews, chain, 1.0)
    if math.log(uniform(chain.rng)) >= gain:
        return
    for j in range(chain.severity.size):
        chain.scale[j] *= factor
    for i in range(chain.middle.size):
        chain.middle[i] /= factor
        for c in range(chain.criterion.size):
            chain.merit[i, c] /= factor
    for t in range(chain.group.size):
        chain.group[t] /= factor
    for place in (ENTRY, ENTRY_CRITERION, TRACK):
        chain.level[place] /= factor * factor
