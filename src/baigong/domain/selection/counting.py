"""Counts what the meeting voted: a motion by majority, a prize by ranked ballots and their strongest paths."""

from __future__ import annotations

from collections import Counter
from itertools import permutations
from typing import Any

CHOICES = ("yes", "no", "abstain")


def majority(ballots: list[str]) -> dict[str, Any]:
    """Yes, no and abstentions; carried when more say yes than no."""
    counts = Counter(ballots)
    return {choice: counts[choice] for choice in CHOICES} | {"carried": counts["yes"] > counts["no"]}


def ranked(ballots: list[list[str]], *, options: list[str]) -> dict[str, Any]:
    """The order that the strongest paths of pairwise wins give (M. Schulze 2011); equal ones stand as in `options`.

    An option that a ballot leaves out is worse than all it names.
    """
    path = _strongest(_wins(ballots, options), options)
    beaten = {one: sum(path[one, other] > path[other, one] for other in options if other != one) for one in options}
    order = sorted(options, key=lambda option: (-beaten[option], options.index(option)))
    return {"ballots": len(ballots), "order": order, "is_tied": _is_tied(order, path)}


def _wins(ballots: list[list[str]], options: list[str]) -> dict[tuple[str, str], int]:
    """How many ballots put the one before the other."""
    places = [{option: place for place, option in enumerate(ballot)} for ballot in ballots]
    worst = len(options)
    return {
        (one, other): sum(place.get(one, worst) < place.get(other, worst) for place in places)
        for one, other in permutations(options, 2)
    }


def _strongest(wins: dict[tuple[str, str], int], options: list[str]) -> dict[tuple[str, str], int]:
    """How strong the strongest path from one to the other is."""
    path = {(a, b): count if count > wins[b, a] else 0 for (a, b), count in wins.items()}
    for middle, start, end in permutations(options, 3):
        path[start, end] = max(path[start, end], min(path[start, middle], path[middle, end]))
    return path


def _is_tied(order: list[str], path: dict[tuple[str, str], int]) -> bool:
    """Whether the first place has more than one claim."""
    return len(order) > 1 and path[order[0], order[1]] == path[order[1], order[0]]
