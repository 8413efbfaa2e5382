"""The last minute: new applicants from the sign-up to the receipt, over the cut-off, against the whole house."""

from __future__ import annotations

import asyncio
import io
import json
import os
import resource
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import django
from PIL import Image

from tests.bench.applicant import Applicant, Minute, Reply, TurnedAway
from tests.bench.house import House

PASSWORD = "a-long-word-for-the-rush"
TENTH = 10
SIDE = 1500  # of a scanned page, in points of noise
AFTER = 15.0  # seconds between the last to come and the cut-off
AROUND = 3.0  # seconds before and after it in which those press who waited for the last moment
LOOK = 1.5  # seconds until every process has seen that the clock was moved
Call = dict[str, Any]
OUTBOX = ThreadPoolExecutor(max_workers=1)  # one line to the database: every task of its own would open another


async def apply(one: Applicant, call: Call) -> None:
    """Sign up, prove the address, start, write, submit, read the receipt."""
    await sign_up(one, f"rush{one.number:05d}@demo.baigong.example")
    await one.get("/entries/start/")
    started = await one.press("/entries/start/", {"track": call["track"], "title": "趕在截止前"})
    if not is_in_time(one, started):
        return
    home = started.goal.partition("write/")[0]
    await one.get(started.goal)
    await save(one, home, call["answers"], version=1)
    if one.number % TENTH == 0:
        await one.upload(f"{home}upload/files/", call["file"])
    unit = {"do": "add-unit", "kind": "technical_high", "unit": "臺北市示範高工", "county": "臺北市"}
    await one.post(f"{home}team/", unit)
    await one.get(f"{home}submit/")
    if one.number % TENTH == 1:
        await the_last_moment(one)
    await hand_in(one, home)


async def sign_up(one: Applicant, email: str) -> None:
    """Every other one without a password: the code from the letter is all they ever use."""
    await one.get("/account/signup/")
    password = PASSWORD if one.number % 2 else ""
    told = {"email": email, "name": "趕件人", "password1": password, "agreed": "on"}
    proof = (await one.post("/account/signup/", told)).goal
    await one.get(proof)
    await one.post(proof, {"code": await asyncio.get_running_loop().run_in_executor(OUTBOX, _code, email)})


def _code(email: str) -> str:
    """The letter with the code, as it lies in the outbox."""
    from baigong.kit.outbox.models import Message  # noqa: PLC0415 - models load after django.setup
    from tests.bench.flows import CODE  # noqa: PLC0415 - likewise

    for text in Message.objects.filter(to=email).order_by("-pk").values_list("text", flat=True)[:1]:
        if found := CODE.search(text):
            return found[1].strip()
    message = "no letter with a code"
    raise AssertionError(message)


async def save(one: Applicant, home: str, answers: dict[str, Any], *, version: int) -> None:
    told = await one.send(f"{home}save/", {"answers": answers, "version": version})
    one.minute.saves[home.split("/")[-2], told["version"]] = str(answers["problem"])


async def the_last_moment(one: Applicant) -> None:
    pressed = one.minute.closes + Random(one.number).uniform(-AROUND, AROUND)
    await asyncio.sleep(max(0.0, pressed - one.minute.now()))


async def hand_in(one: Applicant, home: str) -> None:
    reply = await one.press(f"{home}submit/", {})
    if is_in_time(one, reply):
        one.minute.receipts[reply.goal.rstrip("/").rpartition("/")[2]] = reply.stamp
        await one.get(reply.goal)


def is_in_time(one: Applicant, reply: Reply) -> bool:
    """Whether it was taken; in time or not is judged by the stamp of the request alone."""
    is_taken, is_late = reply.status == 302, reply.stamp >= one.minute.closes
    if reply.status >= 500:
        one.minute.errors[f"a button: {reply.status}"] += 1
    else:
        one.minute.wrong += is_taken == is_late
        one.minute.late += is_late
    return is_taken


async def _one(number: int, *, port: int, after: float, minute: Minute, call: Call) -> None:
    await asyncio.sleep(after)
    one = Applicant(number, port=port, minute=minute)
    try:
        await apply(one, call)
    except TurnedAway:
        minute.late += 1
    except (AssertionError, OSError, asyncio.IncompleteReadError) as error:
        minute.errors[f"{type(error).__name__} {error}"[:120]] += 1
    if one.line:
        one.line[1].close()


async def everybody(*, port: int, count: int, within: float, minute: Minute, call: Call) -> None:
    """All of them, evenly over the minute."""
    await asyncio.gather(
        *(_one(n, port=port, after=within * n / count, minute=minute, call=call) for n in range(count))
    )


def call_of() -> tuple[Call, Any]:
    """What they answer and send, and when it closes."""
    from baigong.domain.editions.models import Edition  # noqa: PLC0415 - likewise
    from baigong.domain.editions.queries import milestone_at  # noqa: PLC0415 - likewise
    from tests.bench.flows import full_sheet  # noqa: PLC0415 - likewise

    edition = Edition.objects.get()
    track = edition.tracks.filter(is_retired=False)[0]
    call = {"track": track.public_id, "answers": full_sheet(edition, track), "file": report()}
    return call, milestone_at(edition, "call_closes")


def report() -> bytes:
    """A scanned page of two megabytes."""
    out = io.BytesIO()
    Image.frombytes("L", (SIDE, SIDE), Random(2).randbytes(SIDE * SIDE)).save(out, format="PDF", quality=90)
    return out.getvalue()


def lost(minute: Minute) -> int:
    """How much of what was acknowledged is not there, word for word and second for second."""
    from baigong.domain.entries.models import EntryVersion, Receipt  # noqa: PLC0415 - likewise

    versions = EntryVersion.objects.filter(number__gt=1).values_list("entry__public_id", "number", "answers")
    kept = {(entry, number): answers.get("problem") for entry, number, answers in versions.iterator()}
    stamps = {key: round(at.timestamp(), 3) for key, at in Receipt.objects.values_list("public_id", "received_at")}
    words: int = sum(kept.get(key) != text for key, text in minute.saves.items())
    return words + sum(stamps.get(key) != stamp for key, stamp in minute.receipts.items())


def told(minute: Minute, *, count: int, seconds: float, cpu: float) -> dict[str, Any]:
    """One run as JSON data; CPU is that of web server and worker, with their start."""
    from django.db import connection  # noqa: PLC0415 - likewise

    cuts = statistics.quantiles(minute.waits, n=100) if len(minute.waits) > 1 else [0.0] * 99
    return {
        "applicants": count,
        "database": connection.vendor,
        "saved": len(minute.saves),
        "submitted": len(minute.receipts),
        "late": minute.late,
        "refused": minute.refused,
        "errors": sum(minute.errors.values()),
        "lost": lost(minute),
        "wrong_verdicts": minute.wrong,
        **{f"p{place}_ms": round(1000 * cuts[place - 1]) for place in (50, 95, 99)},
        "requests": len(minute.waits),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "generator_cpu_seconds": round(time.process_time(), 1),
        "processes": int(os.environ.get("WEB_CONCURRENCY", "1")),
        "load": round(os.getloadavg()[0], 1),
        "what": dict(minute.errors),
    }


def spent() -> float:
    """CPU seconds of everything that was started here and has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(folder: str, port: str, count: str, within: str) -> None:
    django.setup()
    house = House(Path(folder), int(port))
    house.fill("call_open", entries=100, judges=12)
    call, closes = call_of()
    house.move_clock(closes - timedelta(hours=1))
    before = spent()
    with house.whole():
        house.move_clock(closes - timedelta(seconds=float(within) + AFTER + LOOK))
        minute = Minute(float((house.folder / "demo-clock").read_text()), closes.timestamp())
        time.sleep(LOOK)
        start = time.monotonic()
        asyncio.run(everybody(port=house.port, count=int(count), within=float(within), minute=minute, call=call))
        seconds = time.monotonic() - start
    sys.stdout.write(json.dumps(told(minute, count=int(count), seconds=seconds, cpu=spent() - before)))


if __name__ == "__main__":
    main(*sys.argv[1:])
