"""Appends to the chain; nothing else ever writes here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from baigong.kit import time
from baigong.kit.audit.chain import digest_of
from baigong.kit.audit.context import current
from baigong.kit.audit.models import AuditEvent, AuditHead
from baigong.kit.prepared import Prepared
from baigong.kit.written import change, write

_head = Prepared(lambda pk: AuditHead.objects.select_for_update().filter(pk=pk))


def append(verb: str, thing: Any, *, by: Any, facts: Mapping[str, Any]) -> AuditEvent:
    """Write one event; must run inside a transaction."""
    return append_many([(verb, thing, facts)], by=by)[0]


def append_many(acts: Iterable[tuple[str, Any, Mapping[str, Any]]], *, by: Any) -> list[AuditEvent]:
    """Write several events of one actor in one go."""
    return append_each((verb, thing, facts, by) for verb, thing, facts in acts)


def append_each(acts: Iterable[tuple[str, Any, Mapping[str, Any], Any]]) -> list[AuditEvent]:
    """Write several events in one go, chained as if they were written one by one."""
    with transaction.atomic(savepoint=False):
        head = next(iter(_head(1)), None) or AuditHead.objects.select_for_update().get_or_create(pk=1)[0]
        written = []
        for verb, thing, facts, by in acts:
            event = _event(verb, thing, by=by, facts=facts, previous=head.digest)
            head.digest, head.count = event.digest, head.count + 1
            written.append(event)
        if len(written) == 1:
            write(written[0])
        else:
            AuditEvent.objects.bulk_create(written, batch_size=500)
        change(AuditHead, {"digest": head.digest, "count": head.count}, pk=head.pk)
    return written


def _event(verb: str, thing: Any, *, by: Any, facts: Mapping[str, Any], previous: str) -> AuditEvent:
    request = current()
    event = AuditEvent(
        at=time.now(),
        actor=getattr(by, "public_id", None) or "anonymous",
        verb=verb,
        kind=type(thing).__name__ if thing is not None else "",
        thing=str(getattr(thing, "public_id", None) or getattr(thing, "pk", "") or ""),
        facts=_plain(facts),
        request_id=request.request_id,
        address=request.address,
        previous=previous,
    )
    event.digest = digest_of(event)
    return event


def _plain(facts: Mapping[str, Any]) -> Any:
    kept = {key: value for key, value in facts.items() if value not in ("", None)}
    return json.loads(json.dumps(kept, cls=DjangoJSONEncoder, ensure_ascii=False, default=str))
