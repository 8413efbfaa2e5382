"""Typesets a document from plain data; what people wrote is data and never code."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import segno

from baigong.kit.documents.fonts import typefaces
from baigong.kit.documents.words import spoken
from baigong.kit.text import BIDI, CHINESE, ENGLISH

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates"
NAMES = frozenset({"certificate", "prospectus", "receipt", "portfolio", "minutes", "pack", "thanks"})
STRICT = frozenset({"certificate"})  # a name must never be printed with a hole in it
GETA = "〓"  # the typesetter's mark for a character that is not in the case

Data = dict[str, Any]


class CharactersMissingError(ValueError):
    """A document that must be exact holds characters that no installed typeface can show."""

    def __init__(self, characters: list[str]) -> None:
        self.characters = characters
        shown = ", ".join(f"{one} (U+{ord(one):04X})" for one in characters)
        super().__init__(f"No installed typeface has: {shown}. Install one that does (see FONT_DIRS) and try again.")


def render_pdf(template_name: str, data: Data, *, language: str, at: datetime) -> bytes:
    """Return the document as an accessible, archivable PDF (PDF/A-2a).

    `data` is made of strings, numbers, booleans, lists and dicts; the shape each template reads stands at its head.
    `at` is the document's own date; the same data and date give the same bytes.
    Raises FontsMissingError, and CharactersMissingError for certificates.
    """
    if template_name not in NAMES:
        raise ValueError(f"There is no document called {template_name}.")
    source = json.dumps(_input(data, language=language), ensure_ascii=False, sort_keys=True)
    text = _showable(source, exact=template_name in STRICT)
    result = _compiler(template_name).compile(
        format="pdf", sys_inputs={"input": text}, pdf_standards=["a-2a"], timestamp=int(at.timestamp())
    )
    return cast("bytes", result)  # a PDF is always one file


def qr_svg(address: str) -> str:
    """Return the QR code of an address as an SVG drawing."""
    return segno.make(address, error="m", mask=4).svg_inline(border=0, dark="#1c1b18", omitsize=True)


@cache
def _compiler(name: str) -> typst.Compiler:
    import typst  # noqa: PLC0415 - as in `typefaces`

    return typst.Compiler(TEMPLATES / f"{name}.typ", root=TEMPLATES, font_paths=typefaces().fonts)


def _input(data: Data, *, language: str) -> Data:
    faces = typefaces()
    both = {"zh": spoken(CHINESE), "en": spoken(ENGLISH)}
    words = both["en" if language == ENGLISH else "zh"]
    fonts = {"serif": faces.serif, "sans": faces.sans}
    return {"data": data, "words": words, "both": both, "language": language, "fonts": fonts}


def _showable(text: str, *, exact: bool) -> str:
    text = BIDI.sub("", text)
    missing = typefaces().lacks(text)
    if missing and exact:
        raise CharactersMissingError(missing)
    return text.translate({ord(one): GETA for one in missing}) if missing else text
