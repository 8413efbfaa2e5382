"""What the page of answers asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from baigong.kit import markdown as marked

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    """What a team wrote, as safe HTML."""
    return marked.render(str(text))


@register.filter
def item(mapping: Mapping[str, Any] | None, key: str) -> Any:
    return (mapping or {}).get(key)


@register.filter
def web_address(text: str) -> str:
    """An address that a link may lead to; anything else leads nowhere."""
    return text if text.startswith(("https://", "http://")) else "#"
