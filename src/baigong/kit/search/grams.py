"""Cuts text into grams: every Han character, every two neighbours, and whole words of other scripts.

Both databases split words for languages with spaces, each in its own way. So a gram is written as plain ASCII that
none of them takes apart: its code points in hexadecimal after the letter g.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from baigong.kit.text import fold

HAN = re.compile(  # radicals, kana, bopomofo, all ideographs, and the private area of characters an office made
    r"[\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\u3400-\u4dbf\u4e00-\u9fff"
    r"\ue000-\uf8ff\uf900-\ufaff\U00020000-\U0003ffff]"
)
SPACE_BESIDE_HAN = re.compile(rf"(?<={HAN.pattern}) (?=[a-z0-9])|(?<=[a-z0-9]) (?={HAN.pattern})")
PIECES = re.compile(rf"{HAN.pattern}+|(?:(?!{HAN.pattern})[^\W_])+")


def searchable(text: str) -> str:
    """A text as it is searched: folded, and without the space that some typists put between Han and other letters."""
    return SPACE_BESIDE_HAN.sub("", fold(text))


def pieces(text: str) -> list[str]:
    """The runs of a folded text: Han without a break, or a word of letters and figures."""
    return PIECES.findall(text)


def singles(text: str) -> list[str]:
    """Every Han character and every other word, in order."""
    return [gram(one) for piece in pieces(text) for one in (piece if is_han(piece) else [piece])]


def pairs(text: str) -> list[str]:
    """Every two neighbours of a Han run, a lone Han character by itself, and every other word, in order."""
    return [gram(one) for piece in pieces(text) for one in (_neighbours(piece) if is_han(piece) else [piece])]


def terms(query: str) -> Iterator[str]:
    """What was typed, folded, in the parts between spaces; all of them must be found."""
    return (term for term in fold(query).split() if pieces(term))


def has_lone_han(term: str) -> bool:
    """Whether a part of the term is one single Han character, which no pair can find."""
    return any(is_han(piece) and len(piece) == 1 for piece in pieces(term))


def is_han(piece: str) -> bool:
    return HAN.match(piece) is not None


def gram(piece: str) -> str:
    return "g" + "x".join(f"{ord(one):x}" for one in piece)


def _neighbours(piece: str) -> list[str]:
    return [piece[place : place + 2] for place in range(len(piece) - 1)] or [piece]
