"""What one more read is worth: the mistake it is expected to take away at a cut."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from fairjury.arrays import Floats

#: A read may only pay together with those after it; so many are looked ahead (Frazier and Powell 2010).
AHEAD = (1, 2, 4, 8)
#: Standard deviations beyond which nothing can change (and numbers stay finite).
FAR = 30.0


def cut_level(merit: Floats, se: Floats, count: int) -> float:
    """The merit at which independent normals put `count` entries above on average; merit, se (n,)."""
    if count >= merit.size:
        return -np.inf
    low, high = float((merit - 9 * se).min()), float((merit + 9 * se).max())
    for _ in range(40):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if ndtr((merit - middle) / se).sum() > count else (low, middle)
    return low


def worth(distance: Floats, se: Floats, precision: Floats) -> Floats:
    """Expected merit saved per read by reads of the given `precision`; arrays that broadcast, score points.

    distance  merit minus the level of the cut
    se        standard error of the merit now
    precision scale² / noise² of the judge: what one read adds to 1 / se²

    The knowledge gradient for a choice between "in" and "out" (Frazier, Powell and Dayanik 2008), as the best average
    over several reads because the first alone is often worth nothing (KG(*), Frazier and Powell 2010).
    """
    variance, best = se * se, np.zeros(np.broadcast(distance, se, precision).shape)
    for reads in AHEAD:
        move = variance / np.sqrt(variance + 1 / np.maximum(reads * precision, 1e-12))
        z = np.minimum(np.abs(distance) / np.maximum(move, 1e-12), FAR)
        saved = move * (np.exp(-0.5 * z * z) / np.sqrt(2 * np.pi) - z * ndtr(-z))
        best = np.maximum(best, saved / reads)
    return best
