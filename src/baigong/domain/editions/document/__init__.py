"""A year of an award as one readable document: read it, write it, compare it, warn about it."""

from baigong.domain.editions.document.cautions import cautions
from baigong.domain.editions.document.coming import next_year
from baigong.domain.editions.document.differences import Change, diff
from baigong.domain.editions.document.faults import Fault, Faults, Problem
from baigong.domain.editions.document.reading import build, parse, placed
from baigong.domain.editions.document.whole import Document
from baigong.domain.editions.document.writing import render

__all__ = [
    "Change",
    "Document",
    "Fault",
    "Faults",
    "Problem",
    "build",
    "cautions",
    "diff",
    "next_year",
    "parse",
    "placed",
    "render",
]
