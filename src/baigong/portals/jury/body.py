"""The words of an entry as the desk shows them, each block in one step: an entry has dozens."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.urls import reverse
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe

from baigong.interface.reading import Block, Figure, Text
from baigong.kit.ui import pieces


def body(text: Text, *, read: str, side: str = "") -> SafeString:
    """Parts, answers and files; the files' addresses are those of this read. `side` tells two entries' tables apart."""
    parts = ((name, _part(blocks, read=read, side=side)) for name, blocks in text.parts)
    return _joined(format_html("<h2>{}</h2>{}", *part) for part in parts)


def _part(blocks: list[Block], *, read: str, side: str) -> SafeString:
    drawn = ((block.label, _block(block, read=read, side=side)) for block in blocks)
    return _joined(format_html("<h3>{}</h3>{}", *one) for one in drawn)


def _block(block: Block, *, read: str, side: str) -> SafeString:
    if block.kind == "text":
        return mark_safe(linebreaks(block.text, autoescape=True))  # noqa: S308 - escaped by linebreaks
    if block.kind == "table":
        return pieces.table(f"{side}{block.label}", block.head, block.rows)
    if block.kind == "links":
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", zip(block.items, strict=True)))
    if block.kind == "files":
        return _joined(map(partial(_figure, read=read), block.figures))
    return format_html("<p>{}</p>", block.text)


def _figure(figure: Figure, *, read: str) -> SafeString:
    address = reverse("jury:file", args=(read, figure.evidence))
    if figure.is_picture:
        shape = (
            '<figure class="figure"><a href="{0}"><img src="{0}" alt="{1}" loading="lazy"></a>'
            "<figcaption>{2}　{3}</figcaption></figure>"
        )
        return format_html(shape, address, figure.caption or figure.name, figure.name, figure.caption)
    told = f"　{figure.caption}" if figure.caption else ""
    return format_html('<p><a href="{}">{}</a>{}</p>', address, figure.name, told)


def _joined(drawn: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(drawn))  # noqa: S308 - each was drawn by format_html
