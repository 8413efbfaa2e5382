"""How alike two entries are: sketches to find candidates among thousands, passages to show why.

A sketch is the smallest hashes of all runs of five characters (a bottom-k sketch, Broder 1997): the share of hashes
that two sketches have in common estimates the share of runs that the texts have in common, to about 1/√k.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any

from baigong.domain.units.naming import fold

RUN = 5  # characters
SIZE = 200  # hashes kept: an error of about 0.07
PASSAGE = 14  # characters that two texts share before it is worth showing
MOST_PASSAGES = 8
BREAK = "|"
FEWEST_SIGNS = 6  # the same few characters over and over say nothing


def words_of(answers: Any) -> str:
    """All that was written, folded, without spaces and signs; a bar stands between two answers."""
    return BREAK.join("".join(filter(str.isalnum, fold(text))) for text in _texts(answers))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)


def sketch(text: str) -> list[int]:
    """The smallest hashes of its runs, in order; empty for a text shorter than a run."""
    runs = {text[place : place + RUN] for place in range(len(text) - RUN + 1)}
    return sorted(int.from_bytes(blake2b(run.encode(), digest_size=6).digest()) for run in runs)[:SIZE]


def likeness(one: Iterable[int], other: Iterable[int]) -> float:
    """From 0 (nothing in common) to 1 (the same text)."""
    first, second = set(one), set(other)
    union = sorted(first | second)[: max(len(first), len(second))]
    return sum(run in first and run in second for run in union) / len(union) if union else 0.0


def passages(text: str, other: str) -> list[str]:
    """Stretches of the first text that stand in the other too, the longest first."""
    known = {run for place in range(len(other) - PASSAGE + 1) if _tells(run := other[place : place + PASSAGE])}
    found, start = [], -1
    for place in range(len(text) - PASSAGE + 2):
        is_shared = text[place : place + PASSAGE] in known
        if is_shared and start < 0:
            start = place
        elif not is_shared and start >= 0:
            found.append(text[start : place + PASSAGE - 1])
            start = -1
    return sorted(dict.fromkeys(found), key=len, reverse=True)[:MOST_PASSAGES]


def _tells(run: str) -> bool:
    return BREAK not in run and len(set(run)) >= FEWEST_SIGNS
