"""The doors to assignment and selection: fixed names and plain arrays over the engine's own functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from fairjury.assign import Wishes, assign
from fairjury.assign import repair as fill_holes
from fairjury.chance import Ints
from fairjury.select import Prize, Quota, Rulebook, select


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


Limits = Mapping[object, int] | Sequence[int] | Ints


def choose(
    draws: npt.NDArray[np.floating],
    prizes: int | Sequence[int] | Mapping[str, int],
    groups: npt.ArrayLike | None = None,
    floors: Limits | Sequence[Limits | None] | None = None,
    caps: Limits | Sequence[Limits | None] | None = None,
    *,
    seed: int = 0,
) -> list[Ints] | dict[str, Ints]:
    """Per prize the entry indices, best first; draws (s, n) joint draws of merit.

    `prizes` are counts, in order (a mapping names them and is answered with one); a smaller prize after a larger one
    is chosen within it (TOP 10 within TOP 100). `groups` (n,) are labels; `floors` and `caps` give the fewest and
    most winners per label, by mapping or, for labels 0..g-1, as g numbers. They bind the first prize; a sequence
    with one mapping (or None) per prize binds each.
    """
    counts = prizes if isinstance(prizes, Mapping) else dict(enumerate(np.atleast_1d(np.asarray(prizes)).tolist()))
    label = np.zeros(draws.shape[1], dtype=np.int64) if groups is None else np.asarray(groups)
    low, high = (_per_prize(limits, len(counts)) for limits in (floors, caps))
    made: list[Prize] = []
    for (name, count), least, most in zip(counts.items(), low, high, strict=True):
        made.append(_prize(str(name), int(count), made, Quota("group", label, least, most)))
    chosen = select(draws, Rulebook(tuple(made), seed=seed))
    winners = [choice.winners for choice in chosen.choices]
    return dict(zip(prizes, winners, strict=True)) if isinstance(prizes, Mapping) else winners


def _prize(name: str, count: int, larger: list[Prize], quota: Quota) -> Prize:
    """A prize within the nearest larger one before it, bound by its quota if that binds anything."""
    outer = next((prize.name for prize in reversed(larger) if prize.count > count), None)
    return Prize(name, count, within=outer, quotas=(quota,) if quota.floor or quota.cap else ())


def _per_prize(limits: object, count: int) -> list[dict[object, int]]:
    """One mapping from label to number per prize."""
    if isinstance(limits, Sequence) and any(isinstance(one, Mapping) or one is None for one in limits):
        return [_mapping(one) for one in limits]
    return [_mapping(limits), *({} for _ in range(count - 1))]


def _mapping(limits: object) -> dict[object, int]:
    if limits is None:
        return {}
    if isinstance(limits, Mapping):
        return {group: int(number) for group, number in limits.items()}
    return {group: int(number) for group, number in enumerate(np.asarray(limits).ravel())}
