"""All severities at once with the merits integrated out: keeps weakly joined juries mixing."""

import math

from fairjury.arrays import Floats
from fairjury.calibrate.chance import normal
from fairjury.calibrate.compiled import inlined, merged

from .entries import message
from .reviews import halo_prior
from .state import CENTRE, ENTRY, SEVERITY, Chain, Reviews


@merged
def gather_joint(reviews: Reviews, chain: Chain, matrix: Floats, pull: Floats) -> None:
    """Fill the precision matrix (j, j), lower half, and its right side (j,)."""
    matrix[:] = 0.0
    count = chain.criterion.size
    for j in range(pull.size):
        matrix[j, j] = 1.0 / chain.level[SEVERITY]
        pull[j] = chain.level[CENTRE] / chain.level[SEVERITY]
    for i in range(reviews.first.size - 1):
        start, stop = reviews.first[i], reviews.first[i + 1]
        sharp = chain.grip[i] / chain.level[ENTRY]
        total = sharp * chain.group[reviews.track[i]]
        for m in range(start, stop):
            p, q = message(reviews, chain, m, chain.kind[m])
            j = reviews.judge[m]
            weight = p / chain.scale[j] if chain.scale[j] != 0.0 else 0.0
            sharp += p
            total += q + weight * chain.severity[j]
        for m in range(start, stop):
            j = reviews.judge[m]
            centre, width = halo_prior(reviews, chain, j, chain.kind[m])
            weight = 1.0 / (width + chain.own[j] / count)
            matrix[j, j] += weight
            pull[j] += weight * (chain.rest[m] - centre) - weight * chain.scale[j] * total / sharp
            for k in range(start, stop):
                other = reviews.judge[k]
                if other <= j:
                    _, width_k = halo_prior(reviews, chain, other, chain.kind[k])
                    weight_k = 1.0 / (width_k + chain.own[other] / count)
                    matrix[j, other] -= weight * chain.scale[j] * weight_k * chain.scale[other] / sharp


@merged
def factor(matrix: Floats) -> None:
    """Replace the lower half of a positive definite matrix by its Cholesky factor."""
    for k in range(matrix.shape[0]):
        for r in range(k):
            f = matrix[k, r]
            matrix[k, k] -= f * f
        matrix[k, k] = math.sqrt(max(matrix[k, k], 1e-12))
        for i in range(k + 1, matrix.shape[0]):
            rest = matrix[i, k]
            for r in range(k):
                rest -= matrix[i, r] * matrix[k, r]
            matrix[i, k] = rest / matrix[k, k]


@inlined
def draw_severities(reviews: Reviews, chain: Chain, matrix: Floats, pull: Floats) -> None:
    """Draw all severities from their joint posterior given scales, noises and latents."""
    gather_joint(reviews, chain, matrix, pull)
    factor(matrix)
    size = pull.size
    for k in range(size):
        for r in range(k):
            pull[k] -= matrix[k, r] * pull[r]
        pull[k] /= matrix[k, k]
    for k in range(size):
        pull[k] += normal(chain.rng)
    for back in range(size):
        k = size - 1 - back
        for i in range(k + 1, size):
            pull[k] -= matrix[i, k] * pull[i]
        pull[k] /= matrix[k, k]
        chain.severity[k] = pull[k]
