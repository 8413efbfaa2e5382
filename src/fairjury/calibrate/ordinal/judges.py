"""Severity and scale of the judges given merit and latents, the halos integrated out."""

import math

from fairjury.arrays import Floats
from fairjury.calibrate.chance import normal, uniform
from fairjury.calibrate.compiled import inlined

from .reviews import halo_prior
from .state import BLIND, CENTRE, PLAIN, SCALE, SEVERITY, Chain, Reviews

BLIND_SHARE = 0.04  # how many judges are expected not to follow the entries at all
BLIND_WIDTH = 0.05  # variance of such a judge's scale around zero
SUMS = 5  # weight, merit, merit squared, score, merit times score


@inlined
def gather(reviews: Reviews, chain: Chain, sums: Floats) -> None:
    """Add up what each judge's reviews say about severity and scale; `sums` (j, SUMS)."""
    sums[:] = 0.0
    count = chain.criterion.size
    for m in range(reviews.entry.size):
        i, j = reviews.entry[m], reviews.judge[m]
        centre, width = halo_prior(reviews, chain, j, chain.kind[m])
        weight = 1.0 / (width + chain.own[j] / count)
        mean = 0.0
        for c in range(count):
            mean += chain.merit[i, c] / count
        rest = chain.rest[m] - centre
        sums[j, 0] += weight
        sums[j, 1] += weight * mean
        sums[j, 2] += weight * mean * mean
        sums[j, 3] += weight * rest
        sums[j, 4] += weight * mean * rest
        sharp = 1.0 / chain.own[j]
        for c in range(count):
            off = chain.merit[i, c] - mean
            sums[j, 2] += sharp * off * off
            sums[j, 4] += sharp * off * (chain.latent[m, c] - chain.criterion[c] - chain.rest[m])


@inlined
def log_evidence(chain: Chain, j: int, sums: Floats, mean: float, var: float) -> float:
    """Log probability of a judge's reviews when the scale is normal(mean, var), severity integrated out."""
    p11 = sums[j, 0] + 1.0 / chain.level[SEVERITY]
    p22 = sums[j, 2] + 1.0 / var
    q1 = sums[j, 3] + chain.level[CENTRE] / chain.level[SEVERITY]
    q2 = sums[j, 4] + mean / var
    det = p11 * p22 - sums[j, 1] ** 2
    fit = (p22 * q1 * q1 - 2.0 * sums[j, 1] * q1 * q2 + p11 * q2 * q2) / det
    return 0.5 * (fit - math.log(det) - math.log(var) - mean * mean / var)


@inlined
def draw_judge(chain: Chain, j: int, sums: Floats) -> None:
    """Draw whether a judge follows the entries, then severity and scale together."""
    plain = log_evidence(chain, j, sums, 1.0, chain.level[SCALE])
    odds = log_evidence(chain, j, sums, 0.0, BLIND_WIDTH) - plain
    share = BLIND_SHARE * math.exp(min(odds, 50.0))
    chain.blind[j] = BLIND if uniform(chain.rng) * (share + 1.0 - BLIND_SHARE) < share else PLAIN
    mean, var = (0.0, BLIND_WIDTH) if chain.blind[j] == BLIND else (1.0, chain.level[SCALE])
    p11 = sums[j, 0] + 1.0 / chain.level[SEVERITY]
    p12 = sums[j, 1]
    p22 = sums[j, 2] + 1.0 / var
    q1 = sums[j, 3] + chain.level[CENTRE] / chain.level[SEVERITY]
    q2 = sums[j, 4] + mean / var
    det = p11 * p22 - p12 * p12
    scale = (p11 * q2 - p12 * q1) / det + normal(chain.rng) * math.sqrt(p11 / det)
    chain.scale[j] = scale
    chain.severity[j] = (q1 - p12 * scale) / p11 + normal(chain.rng) / math.sqrt(p11)


@inlined
def draw_judges(reviews: Reviews, chain: Chain, sums: Floats) -> None:
    """Draw severity and scale of all judges."""
    gather(reviews, chain, sums)
    for j in range(chain.severity.size):
        draw_judge(chain, j, sums)
