"""Who can be compared with whom: pieces of the judge graph, and how well it is joined."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.linalg import eigvalsh
from scipy.sparse.csgraph import connected_components

from fairjury.arrays import Codes, Floats

DENSE_UP_TO = 3000


def judge_pieces(entry: Codes, judge: Codes, n: int, j: int) -> Codes:
    """Label (j,) of the piece each judge belongs to, 0 the largest by reviews; -1 for judges without reviews."""
    both = sp.coo_matrix((np.ones(entry.size), (entry, n + judge)), shape=(n + j, n + j))
    _, label = connected_components(both, directed=False)
    own = label[n:]
    loads = np.bincount(judge, minlength=j)
    sizes = np.bincount(own, weights=loads, minlength=int(label.max(initial=0)) + 1)
    order = np.argsort(-sizes, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(order.size)
    out: Codes = np.where(loads > 0, rank[own], -1).astype(np.int64)
    return out


def joining_reads(entry: Codes, judge: Codes, pieces: Codes) -> list[tuple[int, int]]:
    """The fewest extra (entry, judge) reads that make one piece: one fewer than there are pieces.

    For each smaller piece: its judge with the fewest reads takes an entry of the largest piece that
    has the fewest reads.
    """
    loads = np.bincount(judge, minlength=pieces.size)
    reads = np.bincount(entry)
    main = np.unique(entry[pieces[judge] == 0])
    by_need = main[np.argsort(reads[main], kind="stable")]
    out = []
    for piece in range(1, int(pieces.max(initial=0)) + 1):
        own = np.flatnonzero(pieces == piece)
        if own.size:
            out.append((int(by_need[(piece - 1) % by_need.size]), int(own[np.argmin(loads[own])])))
    return out


def laplacian(entry: Codes, judge: Codes, n: int, j: int) -> Floats:
    """Information matrix (j, j) of judge differences once the entries' merits are eliminated."""
    reads = np.bincount(entry, minlength=n).astype(np.float64)
    share = sp.csr_matrix((1.0 / np.sqrt(np.maximum(reads, 1.0))[entry], (entry, judge)), shape=(n, j))
    own = np.bincount(judge, minlength=j).astype(np.float64)
    out: Floats = np.diag(own) - (share.T @ share).toarray()
    return out


def efficiency(entry: Codes, judge: Codes, n: int) -> float:
    """A-efficiency of judge comparisons against an ideal balanced design with the same reads, 0 to 1.

    0 when some judges cannot be compared at all (John and Williams 1995).
    """
    used = np.unique(judge)
    if used.size < 2:
        return 1.0 if used.size else 0.0
    matrix = laplacian(entry, np.searchsorted(used, judge), n, used.size)
    values = eigvalsh(matrix)[1:]
    ideal = float(np.trace(matrix)) / (used.size - 1)
    if values[0] <= 1e-9 * ideal:
        return 0.0
    return float(1.0 / np.mean(1.0 / values) / ideal)
