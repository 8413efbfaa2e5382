"""How an event is hashed and how the chain is verified."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from baigong.kit.audit.models import AuditEvent, AuditHead

START = "0" * 64
HASHED = ("actor", "verb", "kind", "thing", "facts", "request_id", "address", "previous")


def digest_of(event: AuditEvent) -> str:
    """SHA-256 over the canonical JSON of the event and the digest before it."""
    content: dict[str, Any] = {name: getattr(event, name) for name in HASHED}
    content["at"] = event.at.isoformat(timespec="microseconds")
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def first_break(events: Iterable[AuditEvent], *, head: AuditHead | None = None) -> str:
    """Empty if the chain is whole, else which event is the first that does not fit."""
    previous, count = START, 0
    for event in events:
        if event.previous != previous or event.digest != digest_of(event):
            return f"event {event.pk} does not follow from the one before"
        previous, count = event.digest, count + 1
    if head is not None and (head.digest, head.count) != (previous, count):
        return f"the chain ends at {count} events, its head says {head.count}"
    return ""


def verify() -> str:
    """Check the whole stored chain against its head."""
    return first_break(AuditEvent.objects.iterator(chunk_size=5000), head=AuditHead.objects.filter(pk=1).first())
