"""Whether a list was counted by the rubric as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from baigong.domain.selection.models import Selection


def is_same_measure(selection: Selection) -> bool:
    """Whether criteria and weights of the record are those of the round now."""
    rubric = selection.round.rubric
    groups = {row.get("group") for row in rubric.get("criteria", ())}
    now = [*rubric.get("criteria", ()), *(group for group in rubric.get("groups", ()) if group["key"] in groups)]
    counted = dict(_weights(selection.record.get("rubric", ())))
    return not counted or counted == {row["key"]: float(row["weight"]) for row in now}


def _weights(tree: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, float]]:
    for branch in tree:
        yield branch["key"], float(branch["weight"])
        yield from _weights(branch.get("parts", ()))
