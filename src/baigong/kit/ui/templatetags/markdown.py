"""Markdown in templates."""

from django import template
from django.utils.safestring import SafeString

from baigong.kit import markdown as prose

register = template.Library()


@register.filter
def markdown(text: object) -> SafeString:
    """Safe HTML of a Markdown text."""
    return prose.render(str(text or ""))
