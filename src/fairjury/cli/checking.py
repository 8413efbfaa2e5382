"""Carries out verify, prove and check-proof."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from fairjury import record

from .speech import Voice
from .trouble import DIFFERS, refused, wrong_file


def run(asked: argparse.Namespace, voice: Voice) -> int:
    return {"verify": _verify, "prove": _prove, "check-proof": _check}[asked.verb](asked, voice)


def _verify(asked: argparse.Namespace, voice: Voice) -> int:
    raw = asked.record.read_bytes()
    with voice.busy(("重算中", "computing again")):
        found = record.verify(raw, digest=asked.digest)
    data = {"differences": [one.as_json() for one in found]}
    if found:
        voice.answer(data, *((f"{one.where}：{one.zh}", f"{one.where}: {one.en}") for one in found))
        return DIFFERS
    digest = record.decode(raw)["digest"]
    voice.answer({**data, "digest": digest}, (f"一致。摘要 {digest}", f"It holds. Digest {digest}"))
    return 0


def loaded(path: Path) -> Any:
    """A canonical file's content; anything else is bad input."""
    try:
        return record.decode(path.read_bytes())
    except record.NotCanonical as error:
        zh = f"不是 fairjury 寫出的檔案，或被改過（第 {error.place} 個位元組）。"
        raise wrong_file(path, "not_canonical", zh, f"not a file as fairjury writes it: {error}.") from error


def record_at(path: Path) -> record.Record:
    """A record of sound shape; whether it holds is for `verify` to say."""
    found = loaded(path)
    if wrong := record.misshapen(found):
        names = ", ".join(wrong)
        raise wrong_file(path, "not_a_record", f"不是決定紀錄（{names}）。", f"not a decision record ({names}).")
    return found


def _prove(asked: argparse.Namespace, voice: Voice) -> int:
    """Both keys: one ballot; one of them: all of that judge or entry."""
    made = record_at(asked.record)
    keys = [("entry", asked.entry), ("judge", asked.judge)]
    given = [(kind, key) for kind, key in keys if key]
    if not given:
        raise wrong_file("prove", "nothing_asked", "請給 --judge 或 --entry。", "give --judge or --entry.")
    name = given[0] if len(given) == 1 else ("ballot", asked.entry, asked.judge)
    try:
        proof = record.prove(made, *name)
    except KeyError as error:
        said = " / ".join(name[1:])
        raise wrong_file(
            asked.record, "unknown_key", f"紀錄裡沒有「{said}」。", f"the record has no “{said}”."
        ) from error
    asked.out.write_bytes(record.encode(proof))
    voice.answer(
        {"digest": proof["digest"], "file": str(asked.out)},
        (f"已寫出 {asked.out}。摘要 {proof['digest']}", f"Written: {asked.out}. Digest {proof['digest']}"),
    )
    return 0


def _check(asked: argparse.Namespace, voice: Voice) -> int:
    proof = loaded(asked.proof)
    if not record.check_proof(proof, digest=asked.digest):
        raise refused(
            "這份證明不成立：內容不在這個摘要的紀錄裡，或被改過。", "The proof does not hold for this digest."
        )
    shown = record.encode(proof["value"]).decode().strip()
    voice.answer({"holds": True, "name": proof["name"], "value": proof["value"]}, ("成立。", "It holds."), shown)
    return 0
