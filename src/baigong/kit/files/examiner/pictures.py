"""Looks into pictures: whether they open as what they say, and how large they are."""

from __future__ import annotations

import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from baigong.kit.files.examiner.refusals import RefusedFileError

MOST_PIXELS = {"JPEG": 220_000_000, "HEIF": 32_000_000}  # one is read at a smaller scale, one held three times
MOST_PIXELS_OF_OTHERS = 50_000_000
FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/gif": "GIF",
    "image/avif": "AVIF",
    "image/heic": "HEIF",
}

Image.MAX_IMAGE_PIXELS = None  # our own bound is checked before anything is decoded
warnings.simplefilter("ignore")


def open_picture(path: Path, *, media_type: str) -> Image.Image:
    """Open it without decoding; raises RefusedFileError."""
    wanted = FORMATS[media_type]
    if wanted == "HEIF":
        _learn_heif()
    accepted = [wanted, "MPO"] if wanted == "JPEG" else [wanted]  # phones write several pictures into one JPEG
    try:
        picture = Image.open(path, formats=accepted)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError) as error:
        raise RefusedFileError("broken") from error
    width, height = picture.size
    if width * height > MOST_PIXELS.get(wanted, MOST_PIXELS_OF_OTHERS):
        raise RefusedFileError("pixels")
    return picture


def _learn_heif() -> None:
    import pi_heif  # noqa: PLC0415 (heavy, and only phones' pictures need it)

    pi_heif.register_heif_opener(decode_threads=1)


def examine_picture(path: Path, *, media_type: str) -> dict[str, int]:
    """Its width and height, after a part of it was decoded."""
    with open_picture(path, media_type=media_type) as picture:
        width, height = picture.size
        try:
            picture.draft("RGB", (512, 512))
            picture.load()
        except (OSError, ValueError, SyntaxError, MemoryError, EOFError, IndexError) as error:
            raise RefusedFileError("broken") from error
        return {"width": width, "height": height}
