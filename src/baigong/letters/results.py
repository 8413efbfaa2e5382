"""Letters with the result: to everybody who handed in, once the list is open."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from baigong.domain.entries.models import Member
from baigong.kit.text import Bilingual
from baigong.letters.registry import Letter, letter


def _to_member(member: Member, **words: Any) -> Letter:
    entry, person = member.entry, member.person
    known = {
        "name": member.name,
        "entry": entry.title,
        "edition": entry.edition.name.to,
        "link": f"{settings.SITE_URL}/entries/{entry.public_id}/",
    }
    return Letter(
        to=person.email if person else member.email,
        about=entry.public_id,
        person=person,
        language=person.language if person else "zh-hant",
        edition=entry.edition.slug,
        words=known | words,
    )


@letter("result-won")
def won(member: Member, *, prizes: list[Bilingual]) -> Letter:
    """Chosen."""
    return _to_member(member, prizes=lambda language: _joined(prizes, language))


@letter("result-not-chosen")
def not_chosen(member: Member) -> Letter:
    """Not chosen this time."""
    return _to_member(member)


def _joined(prizes: list[Bilingual], language: str) -> str:
    return ("、" if language.startswith("zh") else ", ").join(prize.to(language) for prize in prizes)
