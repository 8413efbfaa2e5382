"""The words of the report in Chinese and English."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

LANGUAGES = ("zh", "en")
TAGS = {"zh": "zh-Hant-TW", "en": "en"}


@cache
def words(language: str) -> dict[str, str]:
    """Everything the report can say in one language."""
    return tomllib.loads(files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8"))


class Speech:
    """Says things in one language."""

    def __init__(self, language: str) -> None:
        self.language, self.tag, self.words = language, TAGS[language], words(language)

    def __call__(self, key: str, **values: object) -> str:
        return self.words[key].format(**values)

    def of(self, said: object) -> str:
        """The Chinese or English side of a remark or reason."""
        return str(said[self.language]) if isinstance(said, dict) else ""

    def listed(self, words: list[str]) -> str:
        return ("、" if self.language == "zh" else ", ").join(words) or self("none")

    def sentences(self, words: list[str]) -> str:
        if self.language == "zh":
            return "".join(words)
        return " ".join(word[0].upper() + word[1:] for word in words if word)


def points(value: float | None, *, sign: bool = False) -> str:
    """A number of points with two digits, a true minus and an em dash for nothing."""
    if value is None:
        return "—"
    return f"{value:+.2f}".replace("-", "−") if sign else f"{value:.2f}".replace("-", "−")


def share(value: float) -> str:
    """A share of one in per cent; never 100 or 0 where it is not quite."""
    if 0 < value < 0.005:
        return "<1%"
    return ">99%" if 0.995 <= value < 1 else f"{value:.0%}"
