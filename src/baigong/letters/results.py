"""Letters with the result: to everybody who handed in, once the list is open."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from baigong.domain.entries.models import Member
from baigong.domain.selection.models import Correction, Objection, Offer
from baigong.kit import time
from baigong.kit.taiwan.dates import date_text
from baigong.kit.text import Bilingual
from baigong.letters.entrant import stamp
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
    day = date_text(objection.due_at.astimezone(time.TAIPEI).date())
    return _to_leader(person, objection.edition, about=objection.public_id, due=day.to)


@letter("award-revoked")
def revoked(member: Member, correction: Correction) -> Letter:
    """An award does not stand any more."""
    prize = correction.award.prize.name
    return _to_member(member, about=correction.public_id, prize=prize.to, reason=correction.reason)


@letter("place-offered")
def offered(member: Member, offer: Offer) -> Letter:
    """The next in line: a place came free."""
    return _to_member(member, about=offer.public_id, prize=offer.correction.award.prize.name.to)


@letter("place-left")
def left(member: Member, offer: Offer) -> Letter:
    """The lead left a place that came free, and until when that can be undone."""
    about = f"{offer.public_id}:{int(offer.answered_at.timestamp())}" if offer.answered_at else offer.public_id
    until = stamp(offer.undo_until) if offer.undo_until else ""
    return _to_member(member, about=about, prize=offer.correction.award.prize.name.to, until=until)


def _declined(member: Member, correction: Correction) -> Letter:
    lead, prize = str(correction.proposed_by), correction.award.prize.name.to
    return _to_member(member, about=correction.public_id, prize=prize, lead=lead, until=stamp(correction.undo_until))


@letter("award-declined")
def declined(member: Member, correction: Correction) -> Letter:
    """The lead declined an award: to the whole team, because it loses something."""
    return _declined(member, correction)


@letter("award-kept")
def kept(member: Member, correction: Correction) -> Letter:
    """The award stands after all."""
    return _declined(member, correction)


@letter("award-declined-done")
def declined_for_good(member: Member, correction: Correction) -> Letter:
    """What the team declined was confirmed."""
    return _declined(member, correction)


@letter("award-declined-told")
def declined_told(person: Any, correction: Correction) -> Letter:
    """A team declines an award: to those who lead the edition."""
    edition, prize = correction.award.entry.edition, correction.award.prize
    words = {"entry": correction.award.entry.title, "prize": prize.name.to, "until": stamp(correction.undo_until)}
    return _to_leader(person, edition, about=correction.public_id, **words)


def _to_leader(person: Any, edition: Any, *, about: str, **words: Any) -> Letter:
    known = {"name": str(person), "edition": edition.name.to, "link": f"{settings.SITE_URL}/office/questions/"}
    return Letter(
        to=person.email,
        about=about,
        person=person,
        language=person.language,
        edition=edition.slug,
        words=known | words,
    )


@letter("result-not-chosen")
def not_chosen(member: Member) -> Letter:
    """Not chosen this time."""
    return _to_member(member)


def _joined(prizes: list[Bilingual], language: str) -> str:
    return ("、" if language.startswith("zh") else ", ").join(prize.to(language) for prize in prizes)
