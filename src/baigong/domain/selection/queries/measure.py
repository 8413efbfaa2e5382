"""Whether a list was counted by the rubric as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from baigong.domain.selection.models import Selection


def is_same_measure(selection: Selection) -> bool:
    """Whether criteria and weights of the record are those of the round now."""
    counted = dict(_weights(selection.record.get("rubric", ())))
    return not counted or counted == dict(_standing(selection.round.rubric))


def _standing(rubric: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], float]]:
    """Weights as the round has them; a group that holds no criterion weighs nothing."""
    groups = {group["key"]: group for group in rubric.get("groups", ())}
    for row in rubric.get("criteria", ()):
        above = groups.get(row.get("group"))
        if above:
            yield (above["key"],), float(above["weight"])
        yield (above["key"], row["key"]) if above else (row["key"],), float(row["weight"])


def _weights(tree: Iterable[Mapping[str, Any]], *above: str) -> Iterator[tuple[tuple[str, ...], float]]:
    """Weights as the record has them, by the keys that lead there: a group and a criterion may share theirs."""
    for branch in tree:
        yield (*above, branch["key"]), float(branch["weight"])
        yield from _weights(branch.get("parts", ()), *above, branch["key"])
