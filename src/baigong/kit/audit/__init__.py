"""The audit log: every act, chained by hash, append-only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def record(verb: str, thing: Any, *, by: Any, **facts: Any) -> None:
    """Write one event of the chain in the present transaction."""
    from baigong.kit.audit.actions import append  # noqa: PLC0415 (the app's models need the registry to be ready)

    append(verb, thing, by=by, facts=facts)


def record_many(acts: Iterable[tuple[str, Any, Mapping[str, Any]]], *, by: Any) -> None:
    """Write many events (verb, thing, facts) of the chain in one go."""
    from baigong.kit.audit.actions import append_many  # noqa: PLC0415 (likewise)

    append_many(acts, by=by)


def record_each(acts: Iterable[tuple[str, Any, Mapping[str, Any], Any]]) -> None:
    """Write many events (verb, thing, facts, by) of the chain in one go, each with its own actor."""
    from baigong.kit.audit.actions import append_each  # noqa: PLC0415 (likewise)

    append_each(acts)
