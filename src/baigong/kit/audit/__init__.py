"""The audit log: every act, chained by hash, append-only."""

from __future__ import annotations

from typing import Any


def record(verb: str, thing: Any, *, by: Any, **facts: Any) -> None:
    """Write one event of the chain in the present transaction."""
    from baigong.kit.audit.actions import append  # noqa: PLC0415 (the app's models need the registry to be ready)

    append(verb, thing, by=by, facts=facts)
