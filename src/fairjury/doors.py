"""The doors to assignment and selection: fixed names and plain arrays over the engine's own functions."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fairjury.assign import Wishes, assign
from fairjury.assign import repair as fill_holes
from fairjury.chance import Ints


def allot(  # noqa: PLR0913 - the fixed names of the door
    edge_entry: npt.ArrayLike,
    edge_judge: npt.ArrayLike,
    affinity: npt.ArrayLike,
    n: int,
    j: int,
    *,
    per_entry: int | Ints,
    load_max: int | Ints,
    load_min: int | Ints | None = None,
    region: Ints | None = None,
    track: Ints | None = None,  # noqa: ARG001 - the same
    home: Ints | None = None,  # noqa: ARG001 - the same
    spread: int | None = None,
    min_efficiency: float = 0.6,
    seed: int = 0,
) -> Ints:
    """Indices of the chosen edges; see `fairjury.assign.assign`.

    `track` (n,) and `home` (j,) are taken for the door's sake: bridges follow from the graph of reads itself.
    """
    wishes = Wishes(
        per_entry=per_entry,
        load_max=load_max,
        load_min=load_min,
        region=region,
        spread=spread,
        min_efficiency=min_efficiency,
        seed=seed,
    )
    return assign(edge_entry, edge_judge, affinity, n=n, j=j, wishes=wishes).edges


def repair(  # noqa: PLR0913 - the fixed names of the door
    edge_entry: npt.ArrayLike,
    edge_judge: npt.ArrayLike,
    affinity: npt.ArrayLike,
    n: int,
    j: int,
    chosen: npt.ArrayLike,
    gone: npt.ArrayLike,
    *,
    per_entry: int | Ints,
    load_max: int | Ints,
    seed: int = 0,
) -> Ints:
    """Indices of all reads after the judges in `gone` left: every other chosen edge and what fills the holes."""
    wishes = Wishes(per_entry=per_entry, load_max=load_max, seed=seed)
    gone = np.atleast_1d(np.asarray(gone, dtype=np.int64))
    return fill_holes(edge_entry, edge_judge, affinity, n=n, j=j, chosen=chosen, wishes=wishes, gone=gone)
