"""Handing in and taking back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from baigong.domain.abilities import Can
from baigong.domain.entries import queries
from baigong.domain.entries.models import Entry, EntryUnit, EntryVersion, Receipt
from baigong.domain.entries.states import EntryState
from baigong.kit import policy, time
from baigong.kit.moves import Act, perform, perform_each
from baigong.kit.prepared import Prepared
from baigong.kit.signing.statements import Signed, sign
from baigong.kit.text import digest
from baigong.kit.written import change, write

STATEMENT = "entry-receipt"
_locked = Prepared(
    lambda pk: (
        Entry.objects.select_for_update(of=("self",))
        .select_related("edition", "track", "sheet")
        .defer("sheet__questions")
        .filter(pk=pk)
    )
)

_receipts = Prepared(lambda entry, version: Receipt.objects.filter(entry=entry, version=version).values_list("pk"))


@transaction.atomic
def submit_entry(entry: Entry, *, by: Any, received_at: datetime | None = None) -> Receipt:
    """Hand in the latest version and return its signed receipt; the same version again returns the same receipt.

    `received_at` is the moment the request reached us, by which the deadline is judged (default: the arrival of the
    present request). Raises Refused with the first thing that is missing; then nothing has changed.
    """
    with time.arriving(received_at or time.arrival()):
        [locked] = _locked(entry.pk)
        was_returned = locked.state == EntryState.RETURNED
        if (same := _already(locked)) is not None:
            policy.require(by, Can.SUBMIT_ENTRY, locked)
            return same
        _renew(queries.with_parts(locked), by=by)
        shown = queries.shown_fields(queries.answers_of(locked))
        _show(locked, shown)
        receipt = _receive(locked, shown)
        perform_each([Act(locked, by, facts_of(receipt))], "submit")
        if was_returned:
            entry.corrections.filter(answered_at=None).update(answered_at=receipt.received_at)
    entry.state, entry.submitted_version, entry.submitted_at = locked.state, receipt.version, receipt.received_at
    _show(entry, shown)
    return receipt


def _show(entry: Entry, shown: Mapping[str, str]) -> None:
    for name, value in shown.items():
        setattr(entry, name, value)


def _already(entry: Entry) -> Receipt | None:
    """A second press of the button, or the same page in another tab."""
    if entry.state != EntryState.SUBMITTED or entry.submitted_version != entry.version:
        return None
    return entry.receipts.filter(version=entry.version).first()


def _renew(entry: Entry, *, by: Any) -> None:
    """A version that has its receipt already comes back as one of its own: units or files may have changed."""
    if not _receipts(entry.pk, entry.version):
        return
    answers = queries.answers_of(entry)
    entry.version += 1
    EntryVersion.objects.create(
        entry=entry, number=entry.version, answers=answers, digest=digest(answers), saved_at=time.now(), saved_by=by
    )
    Entry.objects.filter(pk=entry.pk).update(version=entry.version)


def _receive(entry: Entry, shown: Mapping[str, str]) -> Receipt:
    """Write the receipt first: where the move is refused, the transaction takes it back."""
    receipt = sealed(entry)
    write(receipt)
    handed_in = {"submitted_version": entry.version, "submitted_at": receipt.received_at}
    change(Entry, handed_in | dict(shown), pk=entry.pk)
    return receipt


def sealed(entry: Entry) -> Receipt:
    """The signed receipt of the version that stands, not yet written down."""
    at = time.arrival()
    receipt = Receipt(entry=entry, version=entry.version, digest=digest(content_of(entry)), received_at=at)
    seal(receipt, sign(statement(receipt)))
    entry.submitted_version, entry.submitted_at = entry.version, at
    return receipt


def facts_of(receipt: Receipt) -> dict[str, Any]:
    """What the log and the event say of it."""
    return {"receipt_id": receipt.pk, "version": receipt.version, "digest": receipt.digest}


def seal(receipt: Receipt, signed: Signed) -> None:
    receipt.payload, receipt.signature, receipt.key_id = signed.payload, signed.signature, signed.key


def statement(receipt: Receipt) -> dict[str, Any]:
    """What the signature proves."""
    entry = receipt.entry
    return {
        "type": STATEMENT,
        "edition": entry.edition.slug,
        "entry": entry.public_id,
        "title": entry.title,
        "track": entry.track.key,
        "version": receipt.version,
        "digest": receipt.digest,
        "received_at": receipt.received_at.astimezone(time.TAIPEI).isoformat(timespec="seconds"),
    }


def content_of(entry: Entry) -> dict[str, Any]:
    """Everything that counts as handed in; the receipt's digest is the SHA-256 of its canonical JSON."""
    answers = queries.answers_of(entry)
    files = queries.files_of(entry, answers)
    return {
        "track": entry.track.key,
        "answers": answers,
        "files": [{"id": file.public_id, "name": file.file.name, "sha256": file.file.sha256} for file in files],
        "units": [row.unit.name for row in _units_of(entry)],
    }


def _units_of(entry: Entry) -> Iterable[EntryUnit]:
    is_known = "entry_units" in getattr(entry, "_prefetched_objects_cache", {})
    return entry.entry_units.all() if is_known else entry.entry_units.select_related("unit")


def withdraw_entry(entry: Entry, *, by: Any, reason: str = "") -> Entry:
    """Take the entry back; for 72 hours `undo_withdrawal` puts it where it was."""
    Entry.objects.filter(pk=entry.pk).exclude(state=EntryState.WITHDRAWN).update(
        withdrawn_at=time.now(), withdrawn_from=F("state")
    )
    fresh: Entry = perform(entry, "withdraw", by=by, reason=reason)
    return fresh


def undo_withdrawal(entry: Entry, *, by: Any) -> Entry:
    """It takes part again, in the state it was withdrawn from."""
    fresh: Entry = perform(entry, f"undo_to_{entry.withdrawn_from or EntryState.DRAFT}", by=by)
    return fresh
