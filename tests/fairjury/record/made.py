"""A small sealed record to look at and to tamper with."""

from __future__ import annotations

from functools import cache
from typing import Any

from fairjury import record
from fairjury.simulate import World, simulate

WORLD = World(entries=14, judges=5, habits=(), missing=0.05)
RULES = {
    "prizes": [
        {
            "name": "top",
            "of": "top",
            "count": 5,
            "within": "",
            "bar": 0,
            "among": None,
            "quotas": [{"by": "track", "least": {"T1": 1}, "most": {"T2": 3}}],
        },
        {"name": "best", "of": "best", "count": 1, "within": "top", "bar": 0.01, "among": None, "quotas": []},
    ],
    "team": "team",
    "floor_score": 2.5,
    "vacancy": True,
    "signed": "the office: a judge fell ill",
}


def inputs(*, seed: int = 3) -> dict[str, Any]:
    """What `record.make` takes, from a simulated round."""
    ballots = simulate(WORLD, seed=seed).ballots()
    rows = zip(ballots.entry.tolist(), ballots.judge.tolist(), ballots.scores.tolist(), strict=True)
    return {
        "rubric": ballots.rubric.as_json(),
        "entries": [
            {"key": key, "track": track, "labels": {"team": f"t{at // 2}"}}
            for at, (key, track) in enumerate(zip(ballots.entries, ballots.tracks, strict=True))
        ],
        "judges": list(ballots.judges),
        "ballots": [[ballots.entries[e], ballots.judges[q], own] for e, q, own in rows],
        "rules": RULES,
        "seed": "committed",
        "salt": "5a" * 32,
    }


@cache
def raw() -> bytes:
    """The record's file."""
    return record.encode(record.make(**inputs()))


def fresh() -> dict[str, Any]:
    """The record, to be changed."""
    made: dict[str, Any] = record.decode(raw())
    return made
