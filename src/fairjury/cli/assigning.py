"""Carries out assign: who reads what, and the repair when somebody left."""

from __future__ import annotations

import argparse
from math import ceil
from typing import Any

import numpy as np

from fairjury.assign import Assignment, Wishes, assign, repair
from fairjury.chance import Ints
from fairjury.record.compute import commitment, number
from fairjury.rules import Infeasible

from .given import Listed, listed, pairs
from .speech import Voice
from .tables import write_table
from .trouble import Trouble, refused, wrong_file

#: Affinity of a read within and outside the judge's tracks, where no pairs are given.
OWN, FOREIGN = 1.0, 0.3
#: Room above an even load, so that the solver and late changes have some.
ROOM = 1.15
Edges = tuple[Ints, Ints, Any]


def run(asked: argparse.Namespace, voice: Voice) -> int:
    with voice.busy(("分派中", "assigning")):
        reads, told = dealt(asked)
    write_table(asked.out, ("entry", "judge"), reads)
    told = {"reads": len(reads), "commitment": commitment(asked.seed), "file": str(asked.out), **told}
    voice.answer(told, *_lines(told))
    return 0


def dealt(asked: argparse.Namespace) -> tuple[list[tuple[str, str]], dict[str, Any]]:
    """The (entry, judge) pairs of all reads, and how good they are; Trouble (exit 1) when the rules cannot hold."""
    entries, judges = listed(asked.entries, "entry"), listed(asked.judges, "judge")
    edges = _edges(asked, entries, judges)
    try:
        entry, judge, told = _made(asked, edges, _wishes(asked, entries, judges, edges), (entries, judges))
    except Infeasible as error:
        raise impossible(error) from error
    return [(entries.ids[e], judges.ids[q]) for e, q in zip(entry, judge, strict=True)], told


def impossible(error: Infeasible) -> Trouble:
    rules = [{"rule": rule.name, "zh": rule.zh, "en": rule.en} for rule in error.rules]
    return refused(error.zh, error.en, rules=rules)


def _made(
    asked: argparse.Namespace, edges: Edges, wishes: Wishes, who: tuple[Listed, Listed]
) -> tuple[list[int], list[int], dict[str, Any]]:
    """The reads, and what is known of them."""
    n, j = len(who[0].ids), len(who[1].ids)
    if asked.gone:
        if wishes.fixed is None:
            raise wrong_file(
                "--gone", "needs_fixed", "請用 --fixed 給現在的分派。", "give the reads as they are with --fixed."
            )
        chosen = repair(*edges, n=n, j=j, chosen=wishes.fixed, wishes=wishes, gone=_gone(asked.gone, who[1]))
        return edges[0][chosen].tolist(), edges[1][chosen].tolist(), {}
    found = assign(*edges, n=n, j=j, wishes=wishes)
    return found.entry.tolist(), found.judge.tolist(), _figures(found)


def _gone(said: str, judges: Listed) -> Ints:
    names = [name.strip() for name in said.replace("，", ",").split(",") if name.strip()]
    strange = [name for name in names if name not in judges.ids]
    if strange:
        zh, en = f"名單裡沒有評審「{strange[0]}」。", f"there is no judge “{strange[0]}” on the list."
        raise wrong_file("--gone", "unknown_judge", zh, en)
    return np.array([judges.ids.index(name) for name in names], dtype=np.int64)


def _figures(found: Assignment) -> dict[str, Any]:
    return {
        "pieces": found.pieces,
        "efficiency": round(found.a_eff, 4),
        "kept": round(found.kept, 4),
        "worst_share": round(found.worst_share, 4),
        "least": int(found.load.min()),
        "most": int(found.load.max()),
    }


def _lines(told: dict[str, Any]) -> list[tuple[str, str]]:
    lines = [(f"{told['reads']} 次審閱，寫在 {told['file']}。", f"{told['reads']} reads, written to {told['file']}.")]
    if "efficiency" in told:
        zh = "每位評審 {least} 到 {most} 件；可比較程度 {efficiency}，共 {pieces} 群；保有 {kept:.1%} 的契合度。"
        en = "{least} to {most} reads a judge; comparability {efficiency}, {pieces} piece(s), {kept:.1%} of affinity."
        lines.append((zh.format(**told), en.format(**told)))
    lines.append((f"請先公布種子的雜湊：{told['commitment']}", f"Publish the seed's hash now: {told['commitment']}"))
    return lines


def _edges(asked: argparse.Namespace, entries: Listed, judges: Listed) -> Edges:
    """The pairs that may be: those of the file, or all of them with the judges' own tracks preferred."""
    n, j = len(entries.ids), len(judges.ids)
    if asked.pairs:
        rows = list(pairs(asked.pairs, entries, judges))
        entry, judge = (np.array([row[side] for row in rows], dtype=np.int64) for side in (1, 2))
        worth = np.array([_worth(asked, row) for row in rows])
        _refuse_twice(asked, rows, entry * j + judge)
    else:
        entry, judge = np.repeat(np.arange(n), j), np.tile(np.arange(j), n)
        worth = _by_track(entries, judges).ravel()
    barred = barred_pairs(asked, entries, judges)
    keep = ~np.isin(entry * j + judge, barred)
    return entry[keep], judge[keep], worth[keep]


def barred_pairs(asked: argparse.Namespace, entries: Listed, judges: Listed) -> Ints:
    """Codes (entry x judges + judge) of the pairs with a conflict of interest."""
    rows = pairs(asked.conflicts, entries, judges) if asked.conflicts else ()
    return np.array([e * len(judges.ids) + q for _row, e, q, _worth in rows], dtype=np.int64)


def _worth(asked: argparse.Namespace, row: tuple[int, int, int, str]) -> float:
    try:
        worth = float(row[3] or OWN)
    except ValueError:
        worth = float("nan")
    if not np.isfinite(worth):
        zh, en = f"「{row[3]}」不是數字。", f"“{row[3]}” is not a number."
        raise wrong_file(asked.pairs, "not_a_number", zh, en, row=row[0], column="affinity")
    return worth


def _refuse_twice(asked: argparse.Namespace, rows: list[tuple[int, int, int, str]], codes: Ints) -> None:
    order = np.argsort(codes, kind="stable")
    twice = np.flatnonzero(np.diff(codes[order]) == 0)
    if twice.size:
        first, again = rows[order[twice[0]]][0], rows[order[twice[0] + 1]][0]
        zh, en = f"與第 {first} 列是同一對。", f"names the same pair as row {first}."
        raise wrong_file(asked.pairs, "duplicate", zh, en, row=again)


def _by_track(entries: Listed, judges: Listed) -> Any:
    """(n, j) affinities: own tracks (several separated by spaces or semicolons) before others; none named: all."""
    tracks = entries.column("track")
    own = [set(said.replace(";", " ").replace("；", " ").split()) for said in judges.column("track")]
    fits = {
        track: np.array([OWN if not mine or track in mine else FOREIGN for mine in own])
        for track in dict.fromkeys(tracks)
    }
    return np.array([fits[track] for track in tracks])


def _wishes(asked: argparse.Namespace, entries: Listed, judges: Listed, edges: Edges) -> Wishes:
    reads = np.array(entries.numbers("reads", default=asked.reads), dtype=np.int64)
    j = len(judges.ids)
    usual = asked.most if asked.most is not None else ceil(ROOM * int(reads.sum()) / j)
    regions = judges.column("region")
    least = judges.numbers("least", default=asked.least or 0)
    named = asked.least is not None or any(judges.column("least"))
    return Wishes(
        per_entry=reads,
        load_max=np.array(judges.numbers("most", default=usual), dtype=np.int64),
        load_min=np.array(least, dtype=np.int64) if named else None,
        region=np.unique(regions, return_inverse=True)[1].astype(np.int64) if any(regions) else None,
        spread=asked.spread,
        min_efficiency=asked.efficiency if asked.reads > 1 and j > 2 else 0.0,
        pair_chance=asked.chance,
        fixed=_fixed(asked, entries, judges, edges),
        seed=number(asked.seed),
        entry_keys=entries.ids,
        judge_keys=judges.ids,
    )


def _fixed(asked: argparse.Namespace, entries: Listed, judges: Listed, edges: Edges) -> Ints | None:
    """Indices of the edges that are agreed already; Trouble for a pair that may not be."""
    if not asked.fixed:
        return None
    j, at = len(judges.ids), {int(code): place for place, code in enumerate(edges[0] * len(judges.ids) + edges[1])}
    out = []
    for row, entry, judge, _worth_of in pairs(asked.fixed, entries, judges):
        if entry * j + judge not in at:
            zh, en = "這一對要迴避，或不在可能的配對裡。", "this pair has a conflict or is not among the pairs."
            raise wrong_file(asked.fixed, "barred", zh, en, row=row)
        out.append(at[entry * j + judge])
    return np.array(out, dtype=np.int64)
