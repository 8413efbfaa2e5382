"""From the inputs of a record to its result: the one computation that makes a record and that checks it."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from fairjury import select
from fairjury.arrays import Codes
from fairjury.ballots import Ballots
from fairjury.calibrate import Calibration, calibrate
from fairjury.pairs import with_answers
from fairjury.rubric import Rubric

from . import canonical
from .answer import Answer

#: A bar nobody misses: places may stay empty where nobody is left.
VACANT = 1e-12
Inputs = Mapping[str, Any]


def number(seed: str) -> int:
    """The whole number that a committed seed stands for."""
    return int(hashlib.sha256(canonical.text(seed).encode()).hexdigest()[:12], 16)


def commitment(seed: str) -> str:
    """What is published of a seed before the scores are opened."""
    return hashlib.sha256(seed.encode()).hexdigest()


def result(inputs: Inputs) -> dict[str, Any]:
    """Calibrate the ballots and choose the winners of all prizes, numbers not rounded yet.

    {model, gate {chosen, hidden, errors}, efficiency, method, main (the prize whose cut decides zones and reasons),
    judges [{key, reads, severity, scale, noise, weight, clipped, remarks}], entries [{key, reads, rank, mean, merit,
    error, chances {prize name: p}, zone, prizes [of], reason {code, shift, partner, zh, en}, remarks}] by key (rank,
    mean, merit, error and reason null where it is not ranked), prizes [{name, of, winners (keys, best first),
    expected, vacant}], warnings}; remarks and warnings are [{code, zh, en}].
    Raises `Pieces`, `Infeasible`, `Uneven`, or ValueError for inputs that do not fit together.
    """
    ballots = ballots_of(inputs)
    found = with_answers(calibrate(ballots, seed=number(inputs["seed"])), _answers(inputs, ballots))
    rules = rulebook(inputs, ballots, found)
    made = select.select(found.draws, rules)
    return Answer(inputs["rules"]["prizes"], ballots, found, rules, made).said()


def _answers(inputs: Inputs, ballots: Ballots) -> list[tuple[int, int, float]]:
    """Who was better, by places of the entries; raises LookupError for one that does not exist."""
    at = {key: place for place, key in enumerate(ballots.entries)}
    return [(at[left], at[right], better) for left, right, _judge, better in inputs.get("comparisons", ())]


def ballots_of(inputs: Inputs) -> Ballots:
    """The ballots as the engine takes them; raises ValueError where a score is not on its scale."""
    rubric, rows = Rubric.from_json(inputs["rubric"]), inputs["ballots"]
    entries = tuple(one["key"] for one in inputs["entries"])
    judges = tuple(inputs["judges"])
    scores = np.array([row[2] for row in rows], dtype=np.float64).reshape(len(rows), len(rubric.keys))
    entry, judge = _places(entries, [row[0] for row in rows]), _places(judges, [row[1] for row in rows])
    _check(rubric, scores, entry * max(len(judges), 1) + judge)
    tracks = tuple(one["track"] for one in inputs["entries"])
    return Ballots(rubric, entries, judges, entry, judge, scores, tracks if any(tracks) else ())


def rows_of(ballots: Ballots) -> list[list[Any]]:
    """Ballots as a record holds them, a missing score as null."""
    rows = zip(ballots.entry.tolist(), ballots.judge.tolist(), ballots.scores.tolist(), strict=True)
    return [
        [ballots.entries[e], ballots.judges[q], [None if math.isnan(score) else score for score in own]]
        for e, q, own in rows
    ]


def _places(keys: Sequence[str], used: Sequence[str]) -> Codes:
    """The place of each used key."""
    at = {key: place for place, key in enumerate(keys)}
    if len(at) < len(keys):
        raise ValueError("a key stands twice")
    return np.array([at[key] for key in used], dtype=np.int64)


def _check(rubric: Rubric, scores: Any, pairs: Codes) -> None:
    if np.unique(pairs).size < pairs.size:
        raise ValueError("a judge scored an entry twice")
    low, high = (np.array([getattr(leaf, end) for leaf in rubric.leaves]) for end in ("low", "high"))
    step = np.array([leaf.step for leaf in rubric.leaves])
    seen = np.isfinite(scores)
    steps = np.where(seen, (scores - low) / step, 0.0)
    off = seen & ((scores < low) | (scores > high) | (np.abs(steps - np.rint(steps)) > 1e-6))
    if off.any() or not seen.any(axis=1).all():
        raise ValueError("a score is not on its scale")


def rulebook(inputs: Inputs, ballots: Ballots, found: Calibration) -> select.Rulebook:
    """The declared rules as the engine takes them."""
    rules, keys = inputs["rules"], [one["key"] for one in inputs["entries"]]
    ranked = found.ranked.astype(bool)
    if rules["floor_score"] is not None:
        ranked &= found.merit >= rules["floor_score"]
    return select.Rulebook(
        prizes=tuple(_prize(rule, inputs, keys) for rule in rules["prizes"]),
        team=_labels(inputs, rules["team"]) if rules["team"] else None,
        ranked=ranked,
        reads=None if rules["signed"] is None else ballots.reads,
        signed=rules["signed"] or "",
        seed=number(inputs["seed"]),
        keys=np.array(keys),
    )


def _prize(rule: Mapping[str, Any], inputs: Inputs, keys: Sequence[str]) -> select.Prize:
    among = None if rule["among"] is None else np.isin(keys, rule["among"])
    quotas = tuple(
        select.Quota(quota["by"], _labels(inputs, quota["by"]), floor=quota["least"], cap=quota["most"])
        for quota in rule["quotas"]
    )
    bar = rule["bar"] or (VACANT if inputs["rules"]["vacancy"] else 0.0)
    return select.Prize(rule["name"], rule["count"], among=among, within=rule["within"] or None, quotas=quotas, bar=bar)


def _labels(inputs: Inputs, name: str) -> Any:
    if name == "track":
        return np.array([one["track"] for one in inputs["entries"]])
    return np.array([one["labels"].get(name, "") for one in inputs["entries"]])
