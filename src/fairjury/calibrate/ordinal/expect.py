"""What a judge would be expected to write down for an entry, rounding and clipping included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fairjury.calibrate.chance import below
from fairjury.calibrate.compiled import compiled

if TYPE_CHECKING:
    from fairjury.arrays import Codes, Floats

    from .sample import Posterior

MOST_STEPS = 400  # a finer scale is as good as a continuous one


@compiled
def _expect(mean: Floats, sd: Floats, low: float, step: float, count: int) -> Floats:
    """Mean of clip(round(normal)) on the scale low, low + step, ... with `count` steps above low."""
    out = np.full(mean.size, low)
    for k in range(mean.size):
        for s in range(count):
            out[k] += step * below((mean[k] - (low + (s + 0.5) * step)) / sd[k])
    return out


def expected_totals(post: Posterior, entry: Codes, judge: Codes) -> Floats:
    """Expected total (p,) of pairs of codes (p,), (p,)."""
    table = post.table
    doubt = post.scale[judge] ** 2 * post.se[entry] ** 2
    sd = np.sqrt(post.own[judge] + post.common[judge] + doubt)
    out = np.zeros(entry.size)
    for c, weight in enumerate(table.weights):
        mean = post.criterion[c] + post.severity[judge] + post.scale[judge] * post.fine[entry, c]
        count = round((table.high[c] - table.low[c]) / table.step[c])
        out += weight * (_expect(mean, sd, table.low[c], table.step[c], count) if count <= MOST_STEPS else mean)
    return out
