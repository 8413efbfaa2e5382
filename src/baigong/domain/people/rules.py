"""Who an account belongs to."""

from __future__ import annotations

from typing import Any

from baigong.kit.policy import predicate


@predicate
def is_self(person: Any, thing: Any) -> bool:
    """The thing is the person, or the person's own wish."""
    owner = getattr(thing, "person", thing)
    return getattr(person, "pk", None) is not None and owner == person
