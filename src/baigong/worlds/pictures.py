"""Invented pictures: marks on a grid in ink and vermilion, each with the word that it is an example."""

from __future__ import annotations

from io import BytesIO
from random import Random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

CELLS, SIDE = (12, 8), 80
PAPER, SHADES = "#f6f4ee", ("#1c1b18", "#8a8578", "#d9d4c7", "#f6f4ee", "#f6f4ee")
SEAL = "#a8281e"


def picture(chance: Random) -> ContentFile[bytes]:
    """A PNG file of 960 x 640 points."""
    columns, rows = CELLS
    image = Image.new("RGB", (columns * SIDE, rows * SIDE), PAPER)
    draw = ImageDraw.Draw(image)
    for place in range(columns * rows):
        _cell(draw, *divmod(place, columns), colour=chance.choice(SHADES))
    _cell(draw, chance.randrange(rows), chance.randrange(columns), colour=SEAL)
    return ContentFile(_png(image), name="示範照片.png")


def _cell(draw: ImageDraw.ImageDraw, row: int, column: int, *, colour: str) -> None:
    left, top = column * SIDE, row * SIDE
    draw.rectangle((left + 3, top + 3, left + SIDE - 4, top + SIDE - 4), fill=colour)


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
