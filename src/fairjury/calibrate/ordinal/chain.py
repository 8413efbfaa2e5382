"""The sweeps: each block of the model drawn in turn, sums and draws kept after the burn-in."""

import numpy as np

from fairjury.arrays import Floats, Singles
from fairjury.calibrate.compiled import compiled, merged

from .entries import draw_entry
from .joint import draw_severities
from .judges import SUMS, draw_judge, gather
from .moves import shift, stretch
from .noise import draw_noise
from .reviews import draw_latents
from .spread import draw_criteria, draw_entry_levels, draw_groups, draw_judge_levels, draw_noise_levels, draw_promoters
from .state import Chain, Reviews, Tally
from .tails import draw_freedom, draw_grips

SELDOM = 3  # what is known well or costs much is drawn every third sweep


@merged
def visit_entries(reviews: Reviews, chain: Chain, fine: Floats, sums: Floats, matrix: Floats, every: int) -> None:
    """Draw latents and merits, adding up what they say about the judges on the way."""
    sums[:] = 0.0
    count = chain.middle.size
    if every > 0:
        for i in range(count):
            draw_latents(reviews, chain, i)
        draw_severities(reviews, chain, matrix, sums[:, 0].copy())
    for i in range(count):
        if every == 0:
            draw_latents(reviews, chain, i)
        draw_entry(reviews, chain, i, fine)
        gather(reviews, chain, i, sums)


@merged
def sweep(reviews: Reviews, chain: Chain, fine: Floats, sums: Floats, matrix: Floats, every: int) -> None:
    """Draw every unknown once; with `every` above zero the severities are first drawn together."""
    shift(reviews, chain)
    stretch(reviews, chain)
    visit_entries(reviews, chain, fine, sums, matrix, every)
    for j in range(chain.severity.size):
        draw_judge(chain, j, sums[j])
        draw_noise(reviews, chain, j, sums[j])
    draw_entry_levels(reviews, chain)
    draw_groups(reviews, chain)
    draw_judge_levels(reviews, chain)
    draw_noise_levels(chain)
    draw_promoters(reviews, chain)


@merged
def tally_entries(reviews: Reviews, chain: Chain, fine: Floats, tally: Tally, out: Singles) -> None:
    """Add one draw of all merits, centred, to the sums and copy it into `out` (n,)."""
    n, count = chain.merit.shape
    middle, fine_middle = 0.0, 0.0
    for i in range(n):
        for c in range(count):
            middle += reviews.weights[c] * chain.merit[i, c] / n
            fine_middle += reviews.weights[c] * fine[i, c] / n
    for i in range(n):
        drawn, mean = -middle, -fine_middle
        for c in range(count):
            drawn += reviews.weights[c] * chain.merit[i, c]
            mean += reviews.weights[c] * fine[i, c]
            tally.fine[i, c] += fine[i, c]
        tally.merit[i] += mean
        tally.drawn[i] += drawn
        tally.square[i] += drawn * drawn
        out[i] = drawn


@merged
def tally_judges(chain: Chain, tally: Tally) -> None:
    """Add one draw of everything else to the sums."""
    for j in range(chain.severity.size):
        tally.severity[j] += chain.severity[j]
        tally.severity_square[j] += chain.severity[j] ** 2
        tally.scale[j] += chain.scale[j]
        tally.own[j] += chain.own[j]
        tally.common[j] += chain.common[j]
        tally.blind[j] += chain.blind[j]
    for m in range(chain.kind.size):
        tally.kind[m, chain.kind[m]] += 1.0
    for c in range(chain.criterion.size):
        tally.criterion[c] += chain.criterion[c]
    for k in range(chain.level.size):
        tally.level[k] += chain.level[k]
    tally.sweeps[0] += 1.0


@compiled
def run(reviews: Reviews, chain: Chain, tally: Tally, draws: Singles, burn: int, keep: int, every: int) -> None:
    """Run burn + keep sweeps; `draws` (s, n) receives evenly spaced ones; every `every`-th sweep is joint."""
    count = chain.severity.size
    fine = chain.merit.copy()
    sums = np.zeros((count, SUMS))
    matrix = np.zeros((count, count)) if every > 0 else np.zeros((1, 1))
    row = np.zeros(chain.merit.shape[0], dtype=np.float32)
    slots = draws.shape[0]
    for k in range(burn + keep):
        sweep(reviews, chain, fine, sums, matrix, 1 if every > 0 and k % every == 0 else 0)
        if k % SELDOM == 0:
            draw_criteria(reviews, chain)
            draw_freedom(reviews, chain)
            draw_grips(reviews, chain)
        if k >= burn:
            tally_entries(reviews, chain, fine, tally, row)
            tally_judges(chain, tally)
            slot = (k - burn) * slots // keep
            if (k - burn) == -(-slot * keep // slots):
                draws[slot] = row
