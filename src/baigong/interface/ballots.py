"""A score sheet as a form: the names of its controls, what they say, and what they mean to the verbs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from baigong.domain.judging.rubric import Rubric

WORDS = "words-"


def split(answers: Mapping[str, Any], rubric: Rubric) -> tuple[dict[str, Any], dict[str, Any], list[str] | None]:
    """The desk's answers by name as scores, words and flags; an emptied score is None, absent flags are None."""
    scores = {key: number(answers[key]) for key in rubric.keys if key in answers}
    words = {name.removeprefix(WORDS): str(text) for name, text in answers.items() if name.startswith(WORDS)}
    flags = answers.get("flags")
    return scores, words, [str(flag) for flag in flags] if isinstance(flags, list | tuple) else None


def number(raw: Any) -> Any:
    """A score as the scale writes it; what is none stays as it is, for the rubric to refuse."""
    text = str(raw if raw is not None else "").strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        return text
    return int(value) if value.is_integer() else value


def named(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """A sheet's answers under the names of the desk's controls."""
    scores = {key: "" if score is None else plain(score) for key, score in sheet.get("scores", {}).items()}
    return scores | {WORDS + key: text for key, text in sheet.get("words", {}).items()}


def plain(score: float) -> str:
    """7, not 7.0."""
    return f"{score:g}"
