"""The type our documents are set in, and which characters it has."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

# In this order: the first family that has a character sets it. Families after the first two hold rare characters.
SERIF = ("Noto Serif TC", "Noto Serif CJK TC", "TW-Sung", "TW-Sung-Ext-B", "Noto Serif JP", "HanaMinB", "Noto Emoji")
SANS = ("Noto Sans TC", "Noto Sans CJK TC", *SERIF)


class FontsMissingError(RuntimeError):
    """No typeface with Chinese characters was found, so nothing can be typeset."""

    def __init__(self) -> None:
        super().__init__(
            "No Chinese typeface was found for PDF documents. Run `npm ci` (it brings Noto Serif TC and Noto Sans TC), "
            "install the system's Noto CJK fonts, or set FONT_DIRS to a folder that has them."
        )


@dataclass(frozen=True, slots=True)
class Typefaces:
    """The fonts found and the two family lists, the first existing one leading."""

    fonts: typst.Fonts
    serif: tuple[str, ...]
    sans: tuple[str, ...]
    characters: frozenset[str]

    def lacks(self, text: str) -> list[str]:
        """Return the characters of `text` that none of the fonts can show, each once."""
        return sorted(one for one in set(text) - self.characters if not _invisible(one))


def _invisible(character: str) -> bool:
    """Spaces, controls, joiners and variation selectors need no picture of their own."""
    selector = 0xFE00 <= ord(character) <= 0xFE0F or 0xE0100 <= ord(character) <= 0xE01EF
    return selector or unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp"}


@cache
def typefaces(*places: str) -> Typefaces:
    """Load the fonts of these folders once a process; raise FontsMissingError where no Chinese serif is found."""
    import typst  # noqa: PLC0415 - seven megabytes, for the one process that typesets

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(places))
    known = set(fonts.families())
    serif, sans = (tuple(one for one in names if one in known) for names in (SERIF, SANS))
    if not serif:
        raise FontsMissingError
    paths = {one.path for one in fonts.fonts() if one.family in sans and one.path}
    return Typefaces(fonts, serif, sans, frozenset(map(chr, _covered(Path(one) for one in paths))))


def _covered(paths: Iterable[Path]) -> Iterator[int]:
    seen: set[str] = set()
    for path in sorted(paths):
        family = path.name.split("_")[0]
        if family not in seen:  # all weights of a family have the same characters
            seen.add(family)
            yield from _characters(path.read_bytes())


def _characters(font: bytes) -> Iterator[int]:
    """Read the 32-bit character map (format 12) of a font file or of a collection's first font."""
    start = struct.unpack_from(">I", font, 12)[0] if font[:4] == b"ttcf" else 0
    (count,) = struct.unpack_from(">H", font, start + 4)
    records = (struct.unpack_from(">4sIII", font, start + 12 + 16 * i) for i in range(count))
    cmap = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    for i in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        offset = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * i)[0]
        if struct.unpack_from(">H", font, offset)[0] == 12:
            yield from _groups(font, offset=offset)
            return


def _groups(font: bytes, *, offset: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">I", font, offset + 12)
    for first, last, _ in struct.iter_unpack(">III", font[offset + 16 : offset + 16 + 12 * count]):
        yield from range(first, last + 1)
