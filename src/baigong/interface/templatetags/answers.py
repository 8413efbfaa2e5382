"""What the page of answers asks for: each answer drawn in one step, for an entry has dozens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from baigong.domain.sheets.showing import Shown
from baigong.interface.answers import FileShown
from baigong.kit import markdown as marked
from baigong.kit.ui import pieces

register = template.Library()
Files = Mapping[str, FileShown]


@register.filter
def item(mapping: Mapping[str, Any] | None, key: str) -> Any:
    return (mapping or {}).get(key)


@register.filter
def web_address(text: str) -> str:
    """An address that a link may lead to; anything else leads nowhere."""
    return text if text.startswith(("https://", "http://")) else "#"


@register.simple_tag
def answer(one: Shown, files: Files | None) -> SafeString:
    """A question with what was answered."""
    shape = '<section class="flow answer" id="a-{}"><h3>{}</h3>{}</section>'
    return format_html(shape, one.question.key, one.question.text, _said(one, files or {}))


def _said(one: Shown, files: Files) -> SafeString:
    if one.form == "markdown":
        return format_html('<div class="prose">{}</div>', marked.render(one.text))
    if one.form == "table":
        return pieces.table(str(one.question.text), one.head, one.rows, look="blocks")
    if one.form == "files":
        named = [files[key] for key in one.items if key in files]
        return render_to_string("interface/answer_files.html", {"files": named})
    if one.form == "list":
        return format_html("<ul>{}</ul>", _items(one))
    return format_html("<p>{}</p>", _lines(one.text))


def _items(one: Shown) -> SafeString:
    if one.question.kind != "link":
        return format_html_join("", "<li>{}</li>", ((item,) for item in one.items))
    shape = '<li><a href="{}" rel="noopener nofollow ugc">{}</a></li>'
    return format_html_join("", shape, ((web_address(item), item) for item in one.items))


def _lines(text: str) -> SafeString:
    return mark_safe(conditional_escape(text).replace("\n", "<br>"))  # noqa: S308 - escaped
