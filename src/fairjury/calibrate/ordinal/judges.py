"""Severity and scale of the judges given merit and latents, the halos integrated out."""

import math

from fairjury.arrays import Floats
from fairjury.calibrate.chance import normal, uniform
from fairjury.calibrate.compiled import inlined

from .reviews import SLIP_WIDTH, halo_prior
from .state import BLIND, CENTRE, PLAIN, PROMOTED, SCALE, SEVERITY, SLIP, Chain, Reviews

BLIND_SHARE = 0.04  # how many judges are expected not to follow the entries at all
BLIND_WIDTH = 0.05  # variance of such a judge's scale around zero
# columns of the sums per judge: honest reviews (slips at their lower weight), promoting ones, contrasts
COUNT, WEIGHT, MERIT, MERIT2, SCORE, CROSS, SCORE2 = range(7)
P_WEIGHT, P_MERIT, P_MERIT2, P_SCORE, P_CROSS = range(7, 12)
C_COUNT, C_MERIT2, C_CROSS, C_SCORE2 = range(12, 16)
SUMS = 16


@inlined
def add_promoted(reviews: Reviews, chain: Chain, m: int, row: Floats) -> None:
    """Add a promoting review, whose variance is its own, to its judge's sums."""
    centre, width = halo_prior(reviews, chain, reviews.judge[m], PROMOTED)
    weight = 1.0 / (width + chain.own[reviews.judge[m]] / chain.criterion.size)
    mean, rest = chain.middle[reviews.entry[m]], chain.rest[m] - centre
    row[P_WEIGHT] += weight
    row[P_MERIT] += weight * mean
    row[P_MERIT2] += weight * mean * mean
    row[P_SCORE] += weight * rest
    row[P_CROSS] += weight * mean * rest


@inlined
def add_honest(chain: Chain, m: int, mean: float, row: Floats) -> None:
    """Add an honest review or a slip to its judge's sums."""
    weight = 1.0 / (1.0 + SLIP_WIDTH) if chain.kind[m] == SLIP else 1.0
    rest = chain.rest[m]
    row[COUNT] += 1.0
    row[WEIGHT] += weight
    row[MERIT] += weight * mean
    row[MERIT2] += weight * mean * mean
    row[SCORE] += weight * rest
    row[CROSS] += weight * mean * rest
    row[SCORE2] += weight * rest * rest


@inlined
def gather(reviews: Reviews, chain: Chain, i: int, sums: Floats) -> None:
    """Add what the reviews of one entry say about their judges; `sums` (j, SUMS)."""
    count = chain.criterion.size
    mean = chain.middle[i]
    for m in range(reviews.first[i], reviews.first[i + 1]):
        row = sums[reviews.judge[m]]
        if chain.kind[m] == PROMOTED:
            add_promoted(reviews, chain, m, row)
        else:
            add_honest(chain, m, mean, row)
        if count > 1:
            row[C_COUNT] += count - 1
            for c in range(count):
                off, score = chain.merit[i, c] - mean, chain.latent[m, c] - chain.criterion[c] - chain.rest[m]
                row[C_MERIT2] += off * off
                row[C_CROSS] += off * score
                row[C_SCORE2] += score * score


@inlined
def normal_equations(chain: Chain, j: int, row: Floats) -> tuple[float, float, float, float, float]:
    """Precisions (severity, both, scale) and right sides (severity, scale) without the scale's prior."""
    sharp = 1.0 / (chain.common[j] + chain.own[j] / chain.criterion.size)
    fine = 1.0 / chain.own[j]
    p11 = sharp * row[WEIGHT] + row[P_WEIGHT] + 1.0 / chain.level[SEVERITY]
    p12 = sharp * row[MERIT] + row[P_MERIT]
    p22 = sharp * row[MERIT2] + row[P_MERIT2] + fine * row[C_MERIT2]
    q1 = sharp * row[SCORE] + row[P_SCORE] + chain.level[CENTRE] / chain.level[SEVERITY]
    q2 = sharp * row[CROSS] + row[P_CROSS] + fine * row[C_CROSS]
    return p11, p12, p22, q1, q2


@inlined
def log_evidence(equations: tuple[float, float, float, float, float], mean: float, var: float) -> float:
    """Log probability of a judge's reviews when the scale is normal(mean, var), severity integrated out."""
    p11, p12, p22, q1, q2 = equations
    p22, q2 = p22 + 1.0 / var, q2 + mean / var
    det = p11 * p22 - p12 * p12
    fit = (p22 * q1 * q1 - 2.0 * p12 * q1 * q2 + p11 * q2 * q2) / det
    return 0.5 * (fit - math.log(det) - math.log(var) - mean * mean / var)


@inlined
def usual_scale(chain: Chain) -> float:
    """Mean of the scales when their geometric mean is one: the scale of merit is that of the typical judge."""
    return float(1.0 + 0.5 * chain.level[SCALE])


@inlined
def draw_judge(chain: Chain, j: int, row: Floats) -> None:
    """Draw whether a judge follows the entries, then severity and scale together."""
    equations = normal_equations(chain, j, row)
    odds = log_evidence(equations, 0.0, BLIND_WIDTH) - log_evidence(equations, usual_scale(chain), chain.level[SCALE])
    share = BLIND_SHARE * math.exp(min(odds, 50.0))
    chain.blind[j] = BLIND if uniform(chain.rng) * (share + 1.0 - BLIND_SHARE) < share else PLAIN
    mean, var = (0.0, BLIND_WIDTH) if chain.blind[j] == BLIND else (usual_scale(chain), chain.level[SCALE])
    p11, p12, p22, q1, q2 = equations
    p22, q2 = p22 + 1.0 / var, q2 + mean / var
    det = p11 * p22 - p12 * p12
    scale = (p11 * q2 - p12 * q1) / det + normal(chain.rng) * math.sqrt(p11 / det)
    chain.scale[j] = scale
    chain.severity[j] = (q1 - p12 * scale) / p11 + normal(chain.rng) / math.sqrt(p11)
