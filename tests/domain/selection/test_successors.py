"""Who may take a free place under floors and caps: the same entry that the engine's own rule would add."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from baigong.domain.selection.queries.successors import Place
from fairjury.rules import Infeasible
from fairjury.select import Prize, Quota, Rulebook, select, successor


def winners_of(draws: Any, rules: Rulebook, gone: int) -> set[int] | None:
    try:
        return set(successor(draws, rules, prize="top", gone=[gone]).tolist())
    except Infeasible:
        return None


@pytest.mark.parametrize("least", [{}, {"n": 2}, {"n": 1, "s": 1}])
@pytest.mark.parametrize("most", [{}, {"n": 3}, {"s": 2, "n": 3}])
def test_the_next_is_whom_the_engine_would_add(least: dict[str, int], most: dict[str, int]) -> None:
    """Twenty entries of three regions, five places, any one winner gone."""
    draw = np.random.default_rng(7)
    region = np.array(list("nsc"))[draw.integers(0, 3, 20)]
    draws = draw.normal(size=(400, 20)) * 0.5 + draw.normal(size=20)
    quota = Quota("region", region, floor=least, cap=most)
    rules = Rulebook((Prize("top", 5, quotas=(quota,)),), keys=np.arange(20))
    before = select(draws, rules)
    order = np.argsort(-before.values.worth[0], kind="stable")
    labels = {str(i): {"region": str(region[i])} for i in range(20)}
    rule = {"count": 5, "quotas": [{"by": "region", "least": least, "most": most}]}
    for gone in before.of("top").winners.tolist():
        kept = set(before.of("top").winners.tolist()) - {gone}
        place = Place(rule, labels, [str(i) for i in kept])
        found = next((i for i in order.tolist() if i not in {*kept, gone} and place.takes(str(i))), None)
        assert winners_of(draws, rules, gone) == (None if found is None else kept | {found})
