"""Typesets a document from plain data; what people wrote is data and never code."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, NoReturn

import segno
from django.utils.translation import gettext as _

from baigong.kit.apart.asking import Apart, NoAnswer
from baigong.kit.documents.fonts import folders
from baigong.kit.documents.typefaces import FontsMissingError
from baigong.kit.documents.words import spoken
from baigong.kit.errors import TooBusy
from baigong.kit.text import BIDI, CHINESE, ENGLISH

NAMES = frozenset({"certificate", "prospectus", "receipt", "portfolio", "minutes", "pack", "thanks"})
STRICT = frozenset({"certificate"})  # a name must never be printed with a hole in it
PDF = b"%PDF-"
PATIENCE = 120  # seconds by the wall
_typesetter = Apart("baigong.kit.documents.typesetter")

Data = dict[str, Any]


class CharactersMissingError(ValueError):
    """A document that must be exact holds characters that no installed typeface can show."""

    def __init__(self, characters: list[str]) -> None:
        self.characters = characters
        shown = ", ".join(f"{one} (U+{ord(one):04X})" for one in characters)
        super().__init__(f"No installed typeface has: {shown}. Install one that does (see FONT_DIRS) and try again.")


def render_pdf(template_name: str, data: Data, *, language: str, at: datetime) -> bytes:
    """Return the document as an accessible, archivable PDF (PDF/A-2a); a process of its own typesets it.

    `data` is made of strings, numbers, booleans, lists and dicts; the shape each template reads stands at its head.
    `at` is the document's own date; the same data and date give the same bytes.
    Raises FontsMissingError, CharactersMissingError for certificates, and TooBusy where it cannot be made just now.
    """
    if template_name not in NAMES:
        raise ValueError(f"There is no document called {template_name}.")
    question = {
        "template": template_name,
        "told": _told(data, language=language),
        "is_exact": template_name in STRICT,
        "at": int(at.timestamp()),
        "places": [str(place) for place in folders()],
    }
    words = BIDI.sub("", json.dumps(question, ensure_ascii=False))
    made = _typeset(words.encode())
    return made if made.startswith(PDF) else _explain(json.loads(made))


def _typeset(question: bytes) -> bytes:
    try:
        return _typesetter.ask(question, seconds=PATIENCE)
    except (NoAnswer, OSError) as error:
        raise TooBusy(_("The document cannot be made just now. Nothing is lost; try again in a minute.")) from error


def _told(data: Data, *, language: str) -> Data:
    both = {"zh": spoken(CHINESE), "en": spoken(ENGLISH)}
    words = both["en" if language == ENGLISH else "zh"]
    return {"data": data, "words": words, "both": both, "language": language}


def _explain(reason: dict[str, Any]) -> NoReturn:
    if "lacks" in reason:
        raise CharactersMissingError(reason["lacks"])
    if "fonts" in reason:
        raise FontsMissingError
    raise RuntimeError(reason["fault"])


def qr_svg(address: str) -> str:
    """Return the QR code of an address as an SVG drawing."""
    return segno.make(address, error="m", mask=4).svg_inline(border=0, dark="#1c1b18", omitsize=True)
