"""A year of an award as one readable document: read it, write it, compare it, warn about it."""

from baigong.domain.editions.document.faults import Fault, Faults
from baigong.domain.editions.document.reading import build, parse
from baigong.domain.editions.document.whole import Document
from baigong.domain.editions.document.writing import render

__all__ = ["Document", "Fault", "Faults", "build", "parse", "render"]
