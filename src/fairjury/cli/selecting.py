"""Carries out select: the winners of all prizes, as a decision record."""

from __future__ import annotations

import argparse
import secrets
from typing import Any

from fairjury import record
from fairjury.calibrate import Pieces
from fairjury.record.compute import rows_of
from fairjury.rules import Infeasible
from fairjury.select.even import Uneven

from . import reporting
from .assigning import impossible
from .given import Keys, Scored, scored
from .ruling import rules_at
from .speech import Pair, Voice
from .trouble import Trouble, refused, wrong_file


def run(asked: argparse.Namespace, voice: Voice) -> int:
    asked.keys = asked.keys or asked.out.with_suffix(".keys.csv")
    given = scored(asked)
    made = _made(asked, given, voice)
    asked.out.write_bytes(record.encode(made))
    if asked.report:
        reporting.write(made, asked.report, keys=Keys(None), voice=voice)
    name = given.keys.id_of("entry")
    winners = {prize: sorted(name(key) for key in keys) for prize, keys in made["awards"].items()}
    files = {"record": str(asked.out), "keys": str(asked.keys)}
    voice.answer({"digest": made["digest"], "awards": winners, **files}, *_lines(made, winners, files))
    return 0


def _made(asked: argparse.Namespace, given: Scored, voice: Voice) -> record.Record:
    rules = rules_at(asked.rules, given) | {"signed": asked.sign}
    with voice.busy(("校正與選拔中（第一次執行要先編譯）", "calibrating and choosing (the first run compiles)")):
        try:
            return record.make(
                rubric=given.ballots.rubric.as_json(),
                entries=_entries(given, rules),
                judges=list(given.ballots.judges),
                ballots=rows_of(given.ballots),
                rules=rules,
                seed=asked.seed,
                salt=secrets.token_hex(32),
            )
        except Infeasible as error:
            raise impossible(error) from error
        except Pieces as error:
            raise refused(error.zh, error.en, pieces=error.pieces, joins=error.joins) from error
        except Uneven as error:
            raise _uneven(given, error) from error
        except ValueError as error:
            raise wrong_file(
                asked.rules, "rules", f"這些規則不成立：{error}。", f"these rules cannot be: {error}."
            ) from error


def _uneven(given: Scored, error: Uneven) -> Trouble:
    name = given.keys.id_of("entry")
    who = [name(given.ballots.entries[i]) for i in error.entries.tolist()]
    said = ", ".join(who)
    return refused(f"{error.zh}（--sign；{said}）", f"{error.en} (--sign; {said})", entries=who)


def _entries(given: Scored, rules: dict[str, Any]) -> list[dict[str, Any]]:
    """Key, track and the labels that the rules count by; a team is a number here, for its name names somebody."""
    listed = given.entries
    if listed is None:
        return [{"key": key, "track": "", "labels": {}} for key in given.ballots.entries]
    columns = {name: listed.column(name) for name in _counted_by(rules)}
    if rules["team"]:
        columns[rules["team"]] = _numbered(columns[rules["team"]])
    tracks = listed.column("track")
    return [
        {"key": key, "track": tracks[at], "labels": {name: column[at] for name, column in columns.items()}}
        for at, key in enumerate(given.ballots.entries)
    ]


def _counted_by(rules: dict[str, Any]) -> set[str]:
    return ({quota["by"] for prize in rules["prizes"] for quota in prize["quotas"]} | {rules["team"]}) - {"", "track"}


def _numbered(names: list[str]) -> list[str]:
    """A number for every team; an entry without a team's name is a team of its own."""
    teams = {name: f"t{place}" for place, name in enumerate(sorted(set(names) - {""}), 1)}
    return [teams.get(name, f"own{at}") for at, name in enumerate(names, 1)]


def _lines(made: record.Record, winners: dict[str, list[str]], files: dict[str, str]) -> list[Pair | str]:
    out: list[Pair | str] = []
    result = made["result"]
    for prize in result["prizes"]:
        vacant = (f"，從缺 {prize['vacant']}", f", {prize['vacant']} vacant") if prize["vacant"] else ("", "")
        count, sure = len(prize["winners"]), prize["expected"]
        out.append(
            (
                f"「{prize['name']}」{count} 件{vacant[0]}；預期其中約 {sure:.1f} 件真的屬於最好的。",
                f"“{prize['name']}”: {count}{vacant[1]}; about {sure:.1f} of them expected to be truly among the best.",
            )
        )
    out += [f"{prize}: {', '.join(names)}" for prize, names in winners.items()]
    out.append(
        (
            f"紀錄 {files['record']}，代碼表 {files['keys']}（請分開保管）",
            f"Record {files['record']}, keys {files['keys']}",
        )
    )
    out.append((f"摘要（請公布）{made['digest']}", f"Digest, to be published: {made['digest']}"))
    return out
