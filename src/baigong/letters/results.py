"""Letters with the result: to everybody who handed in, once the list is open."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from baigong.domain.entries.models import Member
from baigong.domain.selection.models import Correction, Objection, Offer
from baigong.kit import time
from baigong.kit.taiwan.dates import date_text
from baigong.kit.text import Bilingual
from baigong.letters.registry import Letter, letter


def _to_member(member: Member, *, about: str = "", **words: Any) -> Letter:
    entry, person = member.entry, member.person
    known = {
        "name": member.name,
        "entry": entry.title,
        "edition": entry.edition.name.to,
        "link": f"{settings.SITE_URL}/entries/{entry.public_id}/",
    }
    return Letter(
        to=person.email if person else member.email,
        about=about or entry.public_id,
        person=person,
        language=person.language if person else "zh-hant",
        edition=entry.edition.slug,
        words=known | words,
    )


@letter("result-won")
def won(member: Member, *, prizes: list[Bilingual]) -> Letter:
    """Chosen."""
    return _to_member(member, prizes=lambda language: _joined(prizes, language))


@letter("objection-answered")
def answered(event: Any) -> Letter:
    """The question about a result has its answer."""
    objection = Objection.objects.select_related("entry__edition", "raised_by").get(pk=event.objection_id)
    members = objection.entry.members.select_related("person", "entry__edition")
    asked = members.filter(person=objection.raised_by).first() or members.get(role="lead")
    return _to_member(asked)


@letter("objection-raised")
def asked(person: Any, objection: Objection) -> Letter:
    """A team asks about its result: to those who lead the edition."""
    return Letter(
        to=person.email,
        about=objection.public_id,
        person=person,
        language=person.language,
        edition=objection.edition.slug,
        words={
            "name": str(person),
            "edition": objection.edition.name.to,
            "due": lambda language: date_text(objection.due_at.astimezone(time.TAIPEI).date()).to(language),
            "link": f"{settings.SITE_URL}/office/questions/",
        },
    )


@letter("award-revoked")
def revoked(member: Member, correction: Correction) -> Letter:
    """An award does not stand any more."""
    prize = correction.award.prize.name
    return _to_member(member, about=correction.public_id, prize=prize.to, reason=correction.reason)


@letter("place-offered")
def offered(member: Member, offer: Offer) -> Letter:
    """The next in line: a place came free."""
    return _to_member(member, about=offer.public_id, prize=offer.correction.award.prize.name.to)


@letter("result-not-chosen")
def not_chosen(member: Member) -> Letter:
    """Not chosen this time."""
    return _to_member(member)


def _joined(prizes: list[Bilingual], language: str) -> str:
    return ("、" if language.startswith("zh") else ", ").join(prize.to(language) for prize in prizes)
