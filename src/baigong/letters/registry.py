"""Declares letters, renders them from fixed placeholders and hands them to the outbox."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from baigong.kit.markdown import render as markdown
from baigong.kit.outbox.actions import post
from baigong.kit.outbox.models import Message

TEXTS = Path(__file__).parent / "texts"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
LANGUAGES = ("zh-hant", "en")


@dataclass(frozen=True, kw_only=True)
class Letter:
    """To whom, about what, with which words in the placeholders.

    `about` tells two letters of one kind to one address apart (an entry's id and version, say): the same letter is
    never posted twice. `words` may hold functions of the language, for dates and the like. Values are untrusted and
    inserted as plain text, except those whose name ends in `link`, which the house makes itself.
    """

    to: str
    about: str
    language: str = "zh-hant"
    person: Any = None
    edition: str = ""
    words: dict[str, Any] = field(default_factory=dict)
    attachments: list[str] = field(default_factory=list)
    in_inbox: bool = True


Writer = Callable[..., Letter | None]
LETTERS: dict[str, Writer] = {}


def letter(name: str) -> Callable[[Writer], Callable[..., Message | None]]:
    """Make a function that describes a letter into one that posts it; `texts/NAME.LANGUAGE.md` holds its words."""

    def declare(writer: Writer) -> Callable[..., Message | None]:
        LETTERS[name] = writer

        def send(*args: Any, **kwargs: Any) -> Message | None:
            described = writer(*args, **kwargs)
            return _post(name, described) if described else None

        send.__name__, send.__doc__ = writer.__name__, writer.__doc__
        return send

    return declare


def _post(name: str, described: Letter) -> Message:
    subject, text = compose(name, described)
    frame = {"body": markdown(text), "language": described.language, "subject": subject, "site": settings.SITE_URL}
    return post(
        kind=name,
        key=f"{name}:{described.about}:{described.to}",
        to=described.to,
        subject=subject,
        text=text,
        html=render_to_string("letters/letter.html", frame),
        person=described.person,
        language=described.language,
        edition=described.edition,
        attachments=described.attachments,
        in_inbox=described.in_inbox,
    )


def compose(name: str, described: Letter) -> tuple[str, str]:
    """Subject and body in the reader's language; the first line of the text is the subject."""
    source = _source(name, described.language)
    with override(described.language):
        words = {
            key: str(value(described.language) if callable(value) else value) for key, value in described.words.items()
        }
    subject, _, body = source.partition("\n")
    inert = {key: _inert(key, value) for key, value in words.items()}
    return fill(subject.removeprefix("# "), words), fill(body.strip(), inert)


@cache
def _source(name: str, language: str) -> str:
    return (TEXTS / f"{name}.{language}.md").read_text(encoding="utf-8")


def fill(text: str, words: dict[str, str]) -> str:
    """Put words into {placeholders}; an unknown placeholder is an error, nothing else is ever evaluated."""
    return PLACEHOLDER.sub(lambda found: words[found[1]], text)


def _inert(key: str, value: str) -> str:
    return value if key.endswith("link") else re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", value)
