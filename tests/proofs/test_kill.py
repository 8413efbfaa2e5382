"""Killed without warning in the middle of submissions: nothing acknowledged is lost, every letter arrives as itself."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from baigong.kit.outbox.actions import LEASE
from tests.proofs.installation import Installation, installation, until
from tests.proofs.writers import Ledger, Writer, at_work
from tests.support.proofs import Case

WRITERS = 3
VICTIMS = ("web", "worker", "both")
SERVER_EVERY = 25  # the whole web server dies now and then: it takes seconds to come back
LOST = "SELECT count(*) FROM outbox_message WHERE state <> 'sent'"


@pytest.mark.proof(name="kill", asked=500, small=25, seed=7, on=("sqlite", "postgresql"))
def test_nothing_acknowledged_is_lost(tmp_path: Path, cases: Iterator[Case], django_db_setup: None) -> None:
    ledger = Ledger()
    with installation(tmp_path, writers=WRITERS) as (house, people):
        writers = [Writer(person, port=house.port, ledger=ledger) for person in people]
        at_work(writers, lambda: killing(house, ledger, cases))
        assert ledger.strange == []
        check_ledger(house, ledger)
        check_letters(house)
        check_health(house)


def killing(house: Installation, ledger: Ledger, cases: Iterator[Case]) -> None:
    """Each case: some load, a kill, and an acknowledgement after it."""
    for case in cases:
        time.sleep(case.rng.uniform(0.02, 0.25))
        victim = "server" if case.number % SERVER_EVERY == SERVER_EVERY - 1 else case.rng.choice(VICTIMS)
        house.kill(victim)
        known = ledger.count
        until(lambda known=known: ledger.count > known, what=f"an answer after the death of {victim}")


def check_ledger(house: Installation, ledger: Ledger) -> None:
    """Whatever was acknowledged is there, word for word, and nothing is there by half."""
    assert ledger.receipts, "nobody handed anything in"
    receipts = {row[0] for row in house.rows("SELECT public_id FROM entries_receipt")}
    assert ledger.receipts <= receipts
    kept = house.rows(
        "SELECT e.public_id, v.number, v.answers FROM entries_entryversion v JOIN entries_entry e ON e.id = v.entry_id"
    )
    words = {(entry, number): _answers(answers).get("problem") for entry, number, answers in kept}
    assert {key: words.get(key) for key in ledger.saves} == ledger.saves
    submitted = house.rows("SELECT count(*) FROM audit_auditevent WHERE verb = 'entry.submit'")
    letters = house.rows("SELECT count(*) FROM outbox_message WHERE kind = 'entry-received'")
    assert submitted == letters == [(len(receipts),)]


def _answers(stored: object) -> dict[str, object]:
    return json.loads(stored) if isinstance(stored, str) else stored  # type: ignore[no-any-return, return-value]


def check_letters(house: Installation) -> None:
    """Once what died in mid-sending may be sent again, every letter has arrived, under the one id it always had."""
    clock = house.data / "demo-clock"
    clock.write_text(str(float(clock.read_text()) + (LEASE + timedelta(minutes=1)).total_seconds()))
    until(lambda: house.rows(LOST) == [(0,)], what="all letters sent")
    written = {row[0] for row in house.rows("SELECT message_id FROM outbox_message")}
    arrived = Counter(str(mail["Message-ID"]) for mail in house.post.mails)
    assert arrived.keys() == written


def check_health(house: Installation) -> None:
    """The database is whole and the chain of the log unbroken."""
    if house.database.startswith("sqlite"):
        assert house.rows("PRAGMA integrity_check") == [("ok",)]
    house.baigong("doctor", "audit", "database")
