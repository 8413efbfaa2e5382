"""Draws a small picture of what is in a file: the picture itself, the first page, or a still of the film."""

from __future__ import annotations

import contextlib
from pathlib import Path

from PIL import Image

from baigong.kit.files.kinds import Kind

LONGEST_SIDE = 720
CONTAINERS = {"video/webm": "matroska"}  # the others are MP4 or QuickTime; never one that names other files
QUALITY = 80
PAPER = (255, 255, 255)


def draw(path: Path, *, kind: Kind, target: Path) -> None:
    """Write a small JPEG without a past to `target`, or nothing where there is nothing to see.

    Of a picture `path` is the copy that the house has made: upright, and not as large.
    """
    look = _still if kind.is_film else {"picture": _picture, "pdf": _first_page}.get(kind.family)
    if look is None:
        return
    with contextlib.suppress(OSError, ValueError, RuntimeError, ImportError, SyntaxError):
        small = look(path, kind)
        small.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        sheet = Image.new("RGB", small.size, PAPER)
        sheet.paste(small, mask=small.getchannel("A") if "A" in small.getbands() else None)
        sheet.save(target, format="JPEG", quality=QUALITY, optimize=True)


def _picture(copy: Path, _kind: Kind) -> Image.Image:
    with Image.open(copy, formats=["JPEG", "PNG"]) as opened:
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        return opened.convert("RGBA" if "A" in opened.getbands() else "RGB")


def _first_page(path: Path, _kind: Kind) -> Image.Image:
    import pypdfium2  # noqa: PLC0415 (heavy, and only PDFs need it)

    with contextlib.closing(pypdfium2.PdfDocument(path)) as document:
        page = document[0]
        drawn: Image.Image = page.render(scale=LONGEST_SIDE / max(*page.get_size(), 1)).to_pil().convert("RGB")
        return drawn


def _still(path: Path, kind: Kind) -> Image.Image:
    """A picture from the first tenth of the film: the very first is often black."""
    import av  # noqa: PLC0415 (heavy, only films need it, and the house stands without it)

    try:
        with av.open(str(path), format=CONTAINERS.get(kind.media_type, "mov")) as film:
            track = film.streams.video[0]
            track.codec_context.thread_count = 1
            film.seek((film.duration or 0) // 10)
            frame = next(film.decode(track))
            drawn: Image.Image = frame.to_image().rotate(frame.rotation, expand=True)  # type: ignore[no-untyped-call]
    except (av.FFmpegError, IndexError, StopIteration) as error:
        raise ValueError(kind.name) from error
    return drawn
