"""How well the judges of a design can be compared: pieces and A-efficiency of the judge graph."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from fairjury.chance import Floats, Ints

#: Stand-in precision of a contrast nobody's reads inform, as a share of the ideal one.
FAINT = 1e-3


@dataclass(frozen=True)
class Comparability:
    """Of the judges who read at all: `pieces`, `a_eff`, the weakest contrast, and `pull` (j, j) = L⁺².

    `pull` is the negative derivative of tr L⁺ by L: adding a comparison of judges a and b lowers the mean variance
    in proportion to pull[a, a] + pull[b, b] - 2 pull[a, b].
    """

    a_eff: float
    weakest: float
    pieces: int
    trace: float
    pull: Floats


def comparability(entry: Ints, judge: Ints, *, n: int, j: int) -> Comparability:
    """A-efficiency of severity comparisons (John and Williams 1995, ch. 2; MacKay et al. 2017 for assessors).

    `entry`, `judge` (m,) codes of the reads. Efficiency is the mean variance of severity contrasts of an ideal
    balanced design over that of this design; 0 when some judges cannot be compared at all.
    """
    reads = sp.csr_matrix((np.ones(entry.size), (entry, judge)), shape=(n, j))
    per_entry, load = np.asarray(reads.sum(1)).ravel(), np.asarray(reads.sum(0)).ravel()
    used = np.flatnonzero(load)
    if used.size < 2:
        return Comparability(1.0, 1.0, int(used.size), 0.0, np.zeros((j, j)))
    within = reads.T @ sp.diags(1 / np.maximum(per_entry, 1)) @ reads
    laplacian = (np.diag(load) - within.toarray())[np.ix_(used, used)]
    ideal = _ideal(entry.size, int(np.count_nonzero(per_entry)), used.size)
    value, vector = np.linalg.eigh(laplacian)
    pieces = int(connected_components(within[used][:, used], directed=False)[0])
    safe = np.maximum(value[1:], FAINT * max(ideal, 1e-9))
    pull = np.zeros((j, j))
    pull[np.ix_(used, used)] = _steady((vector[:, 1:] / safe**2) @ vector[:, 1:].T)
    a_eff = float((used.size - 1) / (ideal * np.sum(1 / safe))) if pieces == 1 and ideal > 0 else 0.0
    weakest = float(value[1] / ideal) if pieces == 1 and ideal > 0 else 0.0
    return Comparability(a_eff, weakest, pieces, float(np.sum(1 / safe)), pull)


def _steady(values: Floats) -> Floats:
    """Values rounded to nine digits of the largest, so that one core and many decide alike."""
    unit = 10.0 ** (np.floor(np.log10(max(float(np.abs(values).max(initial=0.0)), 1e-300))) - 9)
    rounded: Floats = np.rint(values / unit) * unit
    return rounded


def _ideal(reads: int, entries: int, judges: int) -> float:
    """The common eigenvalue of a balanced design with as many reads, entries and judges."""
    per_entry = reads / max(entries, 1)
    return (reads / judges) * (1 - 1 / per_entry) * judges / (judges - 1)


def islands(entry: Ints, judge: Ints, *, n: int, j: int) -> Ints:
    """(n + j,) number of the piece each entry, then each judge, belongs to in the graph of reads."""
    ones = np.ones(entry.size, dtype=np.int8)
    graph = sp.coo_matrix((ones, (entry, n + judge)), shape=(n + j, n + j))
    labels: Ints = connected_components(graph, directed=False)[1].astype(np.int64)
    return labels
