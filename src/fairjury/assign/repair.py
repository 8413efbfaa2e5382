"""Filling holes: dropout, late entry, late conflict and top-up waves touch nothing that stands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from fairjury.assign import blame, flow
from fairjury.assign.problem import Mask, Problem, Wishes, pose
from fairjury.chance import Ints


def repair(  # noqa: PLR0913 - every one is a fact of the case
    edge_entry: npt.ArrayLike,
    edge_judge: npt.ArrayLike,
    affinity: npt.ArrayLike,
    *,
    n: int,
    j: int,
    chosen: npt.ArrayLike,
    wishes: Wishes,
    gone: npt.ArrayLike = (),
    struck: npt.ArrayLike = (),
) -> Ints:
    """Keep every chosen read that still can be done and fill what is missing at the best affinity.

    `chosen` indices of the edges that stand; `gone` judges who drop out; `struck` edges that may be used no more
    (a conflict found late). A late entry is simply one that has edges and no chosen read yet; a top-up wave is a
    larger `wishes.per_entry`. Returns the indices of all reads afterwards, ascending: those kept and those added.
    Lower loads, bridges and the chance cap belong to the first assignment and are not asked for again.
    Raises `Infeasible` when the holes cannot be filled under reads, upper loads and spread.
    """
    entry, judge = np.asarray(edge_entry), np.asarray(edge_judge)
    kept, left = _standing(judge, j=j, chosen=chosen, gone=gone, struck=struck)
    need = np.broadcast_to(np.asarray(wishes.per_entry, dtype=np.int64), (n,))
    short = need > np.bincount(entry[kept], minlength=n)
    here = kept[short[entry[kept]]]
    holes = np.flatnonzero(short)
    ids = _usable(short[entry], left=left, judge=judge, here=here, struck=struck)
    part = replace(
        wishes,
        per_entry=need[holes],
        load_max=_room(wishes, kept=kept, judge=judge, holed=short[entry[kept]], j=j),
        load_min=0,
        pair_chance=1.0,
        fixed=np.arange(here.size),
        entry_keys=holes if wishes.entry_keys is None else np.asarray(wishes.entry_keys)[holes],
    )
    at = np.searchsorted(holes, entry[ids])
    p = pose(at, judge[ids], np.asarray(affinity)[ids], n=holes.size, j=j, wishes=part)
    added = np.setdiff1d(ids[p.source[_filled(p, holes=holes, wishes=part)]], here)
    return np.sort(np.concatenate([kept, added]), kind="stable")


def _usable(near: Mask, *, left: Mask, judge: Ints, here: Ints, struck: npt.ArrayLike) -> Ints:
    """What stands at entries with a hole (`here`), then every edge that may fill one."""
    ids = np.flatnonzero(near)
    usable = left[judge[ids]]
    for taken in (here, np.asarray(struck, dtype=np.int64)):
        usable &= ~np.isin(ids, taken)
    return np.concatenate([here, ids[usable]])


def _filled(p: Problem, *, holes: Ints, wishes: Wishes) -> Mask:
    filled = flow.best(p, hubs=np.ones(p.n, dtype=bool))
    if filled is None:
        raise blame.infeasible(p.but(entry_of=holes[p.entry_of]), wishes=wishes)
    return filled


def _standing(
    judge: npt.NDArray[np.int64], *, j: int, chosen: npt.ArrayLike, gone: npt.ArrayLike, struck: npt.ArrayLike
) -> tuple[Ints, Mask]:
    """The chosen edges that stand and the judges (j,) who are left."""
    left = np.ones(j, dtype=bool)
    left[np.asarray(gone, dtype=np.int64)] = False
    kept = np.asarray(chosen, dtype=np.int64)
    kept = kept[left[judge[kept]]]
    struck = np.asarray(struck, dtype=np.int64)
    return (kept[~np.isin(kept, struck)] if struck.size else kept), left


def _room(wishes: Wishes, *, kept: Ints, judge: Ints, holed: Mask, j: int) -> Ints:
    """Upper loads (j,) once the reads of entries without a hole are taken off; never under what already stands."""
    high = np.broadcast_to(np.asarray(wishes.load_max, dtype=np.int64), (j,))
    elsewhere = np.bincount(judge[kept[~holed]], minlength=j)
    here = np.bincount(judge[kept[holed]], minlength=j)
    room: Ints = np.maximum(high - elsewhere, here)
    return room
