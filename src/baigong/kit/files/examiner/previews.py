"""Draws a small picture of what is in a file: the picture itself, or the first page."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PIL import Image, ImageOps

from baigong.kit.files.examiner.pictures import open_picture
from baigong.kit.files.kinds import Kind

LONGEST_SIDE = 720
QUALITY = 80
PAPER = (255, 255, 255)


def draw(path: Path, *, kind: Kind, target: Path) -> None:
    """Write a small JPEG without a past to `target`, or nothing where there is nothing to see."""
    look = {"picture": _picture, "pdf": _first_page}.get(kind.family)
    if look is None:
        return
    with contextlib.suppress(OSError, ValueError, RuntimeError, ImportError, SyntaxError):
        small = look(path, kind)
        small.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        sheet = Image.new("RGB", small.size, PAPER)
        sheet.paste(small, mask=small.getchannel("A") if "A" in small.getbands() else None)
        sheet.save(target, format="JPEG", quality=QUALITY, optimize=True)


def _picture(path: Path, kind: Kind) -> Image.Image:
    with open_picture(path, media_type=kind.media_type) as opened:
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(opened)
        return upright.convert("RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB")


def _first_page(path: Path, _kind: Kind) -> Image.Image:
    import pypdfium2  # noqa: PLC0415 (heavy, and only PDFs need it)

    with contextlib.closing(pypdfium2.PdfDocument(path)) as document:
        page = document[0]
        drawn: Image.Image = page.render(scale=LONGEST_SIDE / max(*page.get_size(), 1)).to_pil().convert("RGB")
        return drawn
