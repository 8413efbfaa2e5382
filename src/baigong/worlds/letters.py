"""Reads a letter as its receiver does, to follow the link in it."""

from __future__ import annotations

import re

from baigong.kit.outbox.models import Message

LINK = re.compile(r"https?://\S+/([A-Za-z0-9_-]{20,})/?")


def secret_in_last(address: str) -> str:
    """The secret in the newest letter to an address that holds a link."""
    for text in Message.objects.filter(to=address).order_by("-pk").values_list("text", flat=True):
        if found := LINK.search(text.replace("\\", "")):
            return found[1]
    raise LookupError(address)
