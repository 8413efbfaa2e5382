"""Speaks with fairjury for the jury: who reads what, and what the scores mean so far. Runs in the worker only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from baigong.domain.judging.errors import Impossible
from baigong.kit.text import Bilingual
from fairjury import chance
from fairjury.assign import Wishes, assign
from fairjury.ballots import Ballots, read_ballots
from fairjury.calibrate import Calibration, Pieces, calibrate
from fairjury.calibrate.chances import top_by_draws
from fairjury.faults import BallotFaults
from fairjury.rubric import Criterion, Rubric
from fairjury.rules import Infeasible

if TYPE_CHECKING:
    from baigong.domain.judging.queries.engine import Pair, Reader, ReadingProblem, Tally

OWN, FOREIGN = 1.0, 0.3  # affinity of a read within and outside the judge's tracks
AGAIN = 0.1  # and of one that the judge has done in an earlier round, where nobody else is left
FULL = 400_000  # up to so many pairs all of them are offered to the solver
BEST, RANDOM = 24, 8  # beyond: so many of the nearest and so many others an entry
BAND = 25  # entries shown on either side of a cut
Z90 = 1.645


def solve(problem: ReadingProblem) -> tuple[list[Pair], dict[str, Any]]:
    """New reads as (entry, judge) by key, and how good the whole assignment is; raises Impossible."""
    n, j = len(problem.entries), len(problem.judges)
    if not n or not j:
        raise Impossible(
            Bilingual(
                "還沒有可以分派的件，或還沒有宣誓完成的評審。", "There are no entries to read or no sworn judges yet."
            )
        )
    affinity, found = _found(problem, spared=_spared(problem))
    keys = [key for key, _track in problem.entries]
    pairs = [(keys[e], problem.judges[q].key) for e, q in zip(found.entry.tolist(), found.judge.tolist(), strict=True)]
    own = affinity[found.edges] >= OWN
    return [pair for pair in pairs if pair not in problem.held], _figures_of(problem, found, own)


def _found(problem: ReadingProblem, *, spared: frozenset[Pair]) -> tuple[Any, Any]:
    """Affinities and the assignment; whoever is spared a second look has one where loads leave no other way."""
    entry, judge, affinity = edges = _edges(problem, spared=spared)
    try:
        return affinity, _assigned(problem, edges, _held(problem, entry, judge))
    except Infeasible as error:
        if spared:
            return _found(problem, spared=frozenset())
        raise Impossible(Bilingual(error.zh, error.en)) from error


def _spared(problem: ReadingProblem) -> frozenset[Pair]:
    """Reads of earlier rounds that nobody does again: of entries with enough judges who have not seen them."""
    judges = {reader.key for reader in problem.judges}
    known: dict[str, set[str]] = {}
    for entry, judge in problem.seen | problem.barred:
        known.setdefault(entry, set()).add(judge)
    enough = {entry for entry, own in known.items() if len(judges - own) >= problem.reads}
    return frozenset(pair for pair in problem.seen if pair[0] in enough)


def _assigned(problem: ReadingProblem, edges: tuple[Any, Any, Any], fixed: Any) -> Any:
    """Loads as even as caps allow; where ties make that impossible, only the caps hold."""
    n, j = len(problem.entries), len(problem.judges)
    low, high, caps = _loads(problem, np.bincount(edges[1][fixed], minlength=j))
    wishes = Wishes(
        per_entry=problem.reads,
        load_max=high,
        load_min=low,
        min_efficiency=_efficiency(problem),
        fixed=fixed,
        seed=_number(problem.seed),
        entry_keys=[key for key, _track in problem.entries],
        judge_keys=[reader.key for reader in problem.judges],
    )
    try:
        return assign(*edges, n=n, j=j, wishes=wishes)
    except Infeasible:
        loose = replace(wishes, load_max=caps, load_min=np.zeros(j, dtype=np.int64))
        return assign(*edges, n=n, j=j, wishes=loose)


def _efficiency(problem: ReadingProblem) -> float:
    """A single read an entry, or two judges, cannot make a graph of judges; nothing is asked of it then."""
    return problem.efficiency if problem.reads > 1 and len(problem.judges) > 2 else 0.0


def _loads(problem: ReadingProblem, held: Any) -> tuple[Any, Any, Any]:
    """Lowest and highest load of each judge when the reads are spread as evenly as everybody's cap allows."""
    total = problem.reads * len(problem.entries)
    caps = np.array([_cap(problem, reader, total) for reader in problem.judges], dtype=np.int64)
    caps = np.maximum(caps, held)
    level = next((level for level in range(total + 1) if np.minimum(caps, level).sum() >= total), total)
    low = np.minimum(caps, max(level - 1, 0))
    return np.minimum(low, caps), np.maximum(np.minimum(caps, level), held), caps


def _cap(problem: ReadingProblem, reader: Reader, total: int) -> int:
    return min(problem.load or total, reader.most or total)


def _edges(problem: ReadingProblem, *, spared: frozenset[Pair]) -> tuple[Any, Any, Any]:
    """The pairs that may be, with their affinity: all of them, or the nearest and some others when there are many."""
    rows = numbered(key for key, _track in problem.entries)
    columns = numbered(reader.key for reader in problem.judges)
    affinity = _affinity(problem)
    mark(affinity, problem.seen, rows, columns, value=AGAIN)
    allowed = np.ones(affinity.shape, dtype=bool)
    mark(allowed, problem.barred | spared, rows, columns, value=False)
    if affinity.size > FULL:
        allowed &= _nearest(affinity, allowed, seed=_number(problem.seed))
    mark(allowed, problem.held, rows, columns, value=True)
    entry_of, judge_of = np.nonzero(allowed)
    return entry_of, judge_of, affinity[entry_of, judge_of]


def mark(where: Any, pairs: Iterable[Pair], rows: dict[str, int], columns: dict[str, int], *, value: float) -> None:
    """Set the cells of those pairs that are on the board."""
    for entry, judge in pairs:
        if entry in rows and judge in columns:
            where[rows[entry], columns[judge]] = value


def _affinity(problem: ReadingProblem) -> Any:
    """(n, j): a read within the judge's own tracks is worth more, and more yet where he says he knows the field."""
    if not problem.by_track:
        return np.ones((len(problem.entries), len(problem.judges)))
    by_track = {
        track: np.array([_fit(reader, track) for reader in problem.judges])
        for track in {t for _key, t in problem.entries}
    }
    return np.array([by_track[track] for _key, track in problem.entries])


def _fit(reader: Reader, track: str) -> float:
    return OWN + 0.2 * reader.taste.get(track, 0.0) if track in reader.tracks else FOREIGN


def _nearest(affinity: Any, allowed: Any, *, seed: int) -> Any:
    """Of each entry's pairs the nearest ones and some drawn at large."""
    draw = chance.stream(seed, use="baigong/edges")
    noise = draw.random(affinity.shape, dtype=np.float32)
    near = np.where(allowed, affinity + 0.01 * noise, -1.0)
    chosen = np.zeros(affinity.shape, dtype=bool)
    count = min(BEST, affinity.shape[1] - 1)
    np.put_along_axis(chosen, np.argpartition(-near, count, axis=1)[:, :count], values=True, axis=1)
    others = np.where(allowed & ~chosen, noise, -1.0)
    count = min(RANDOM, affinity.shape[1] - 1)
    np.put_along_axis(chosen, np.argpartition(-others, count, axis=1)[:, :count], values=True, axis=1)
    return chosen


def _held(problem: ReadingProblem, entry: Any, judge: Any) -> Any:
    """Indices of the reads that stand already: they stay."""
    rows = {key: place for place, (key, _track) in enumerate(problem.entries)}
    columns = {reader.key: place for place, reader in enumerate(problem.judges)}
    held = {rows[e] * len(columns) + columns[q] for e, q in problem.held if e in rows and q in columns}
    return np.flatnonzero(np.isin(entry * len(columns) + judge, sorted(held)))


def _figures_of(problem: ReadingProblem, found: Any, own: Any) -> dict[str, Any]:
    loads = {reader.key: int(load) for reader, load in zip(problem.judges, found.load, strict=True)}
    return {
        "entries": len(problem.entries),
        "judges": len(problem.judges),
        "reads": int(found.edges.size),
        "held": len(problem.held),
        "loads": loads,
        "pieces": found.pieces,
        "efficiency": round(found.a_eff, 4),
        "kept": round(found.kept, 4),
        "worst": round(found.worst, 4),
        "worst_share": round(found.worst_share, 4),
        "own_track": round(float(own.mean()) if own.size else 1.0, 4),
        "at_home": np.bincount(np.bincount(found.entry, own, len(problem.entries)).astype(np.int64)).tolist(),
    }


def _number(seed: str) -> int:
    return int(chance.words(0, [seed], use="baigong/seed")[0] >> np.uint64(16))


# ── what the scores mean ────────────────────────────────────────────────────────────────────────────────────────────


def rubric_of(data: dict[str, Any]) -> Rubric:
    """The engine's tree of criteria from a round's rubric."""
    low, high, step = (float(data[name]) for name in ("lowest", "highest", "step"))
    leaves: dict[str, list[Criterion]] = {}
    for row in data["criteria"]:
        leaves.setdefault(row.get("group") or "", []).append(
            Criterion(row["key"], float(row["weight"]), low, high, step)
        )
    groups = [
        Criterion(
            group["key"], float(group["weight"]), parts=tuple(leaves[group["key"]]), bonus=bool(group.get("bonus"))
        )
        for group in data.get("groups", ())
        if group["key"] in leaves
    ]
    return Rubric((*leaves.get("", ()), *groups))


def ballots_of(count: Tally) -> Ballots:
    """The sheets as the engine reads them; raises Impossible where they cannot be read."""
    entries, tracks = [key for key, _track in count.entries], dict(count.entries)
    try:
        return read_ballots(count.rows, rubric_of(count.rubric), entries=entries, judges=count.judges, tracks=tracks)
    except BallotFaults as error:
        raise Impossible(Bilingual(error.zh, error.en)) from error


def calibrated(count: Tally) -> tuple[Ballots, Calibration]:
    """Ballots and their calibration; raises Impossible when the judges fall into pieces."""
    ballots = ballots_of(count)
    try:
        return ballots, calibrate(ballots, seed=count.seed)
    except Pieces as error:
        raise Impossible(Bilingual(error.zh, error.en)) from error


def figures(count: Tally, *, cut: int) -> dict[str, Any]:
    """What the dashboard keeps: every judge's habits with doubt, the band at the cut, the three zones."""
    ballots, found = calibrated(count)
    places = chances(found, cut=cut)
    order = np.lexsort((-found.merit, -found.ranked))
    ranked = order[: int(found.ranked.sum())]
    first = max(min(cut, len(ranked)) - BAND, 0)
    near = ranked[first : cut + BAND]
    zones = places[ranked]
    return {
        "judges": {line.key: _judge(line) for line in found.judges},
        "band": [_place(ballots, found, places, int(i), rank=rank) for rank, i in enumerate(near, first + 1)],
        "cut": cut,
        "safe_in": int((zones >= 0.9).sum()),
        "open": int(((zones < 0.9) & (zones > 0.1)).sum()),
        "safe_out": int((zones <= 0.1).sum()),
        "hits": round(float(np.sort(zones)[::-1][:cut].sum()), 2),
        "unread": int((found.ranked == 0).sum()),
        "efficiency": round(float(found.efficiency), 4),
        "pieces": int(found.pieces.max(initial=-1)) + 1,
        "warnings": [{"zh": remark.zh, "en": remark.en} for remark in found.warnings],
        "model": found.model,
        "version": found.version,
    }


def numbered(keys: Iterable[str]) -> dict[str, int]:
    return {key: place for place, key in enumerate(keys)}


def chances(found: Calibration, *, cut: int) -> Any:
    return top_by_draws(found.draws, min(cut, found.draws.shape[1]))


def _judge(line: Any) -> dict[str, Any]:
    doubt = Z90 * line.noise / max(line.reads, 1) ** 0.5
    return {
        "reads": line.reads,
        "shift": round(line.severity, 3),
        "low": round(line.severity - doubt, 3),
        "high": round(line.severity + doubt, 3),
        "weight": round(line.weight, 3),
        "remarks": [{"zh": remark.zh, "en": remark.en} for remark in line.remarks],
    }


def _place(ballots: Ballots, found: Calibration, places: Any, i: int, *, rank: int) -> dict[str, Any]:
    merit, doubt = float(found.merit[i]), Z90 * float(found.se[i])
    return {
        "entry": ballots.entries[i],
        "rank": rank,
        "merit": round(merit, 3),
        "low": round(merit - doubt, 3),
        "high": round(merit + doubt, 3),
        "chance": round(float(places[i]), 4),
    }
