"""Letters to judges, and to the people who lead the selection."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import Proposal
from baigong.domain.judging.events import JudgeInvited, ReminderWanted
from baigong.domain.judging.models import Judge, Round
from baigong.domain.people.models import Person
from baigong.domain.selection.models import Selection
from baigong.kit import time
from baigong.kit.taiwan.dates import Moment, moment_text
from baigong.kit.text import Bilingual
from baigong.letters.registry import Letter, letter

ALL_TRACKS = _("all tracks")


def _in(text: Any) -> Any:
    """A text that waits for the letter's language."""
    return lambda language: text.to(language) if isinstance(text, Bilingual) else str(text)


def _at(instant: Any) -> Any:
    return lambda language: moment_text(Moment.of(instant, ends_day=True)).to(language) if instant else "–"


def _to_judge(judge: Judge, *, about: str, **words: Any) -> Letter:
    return Letter(
        to=judge.email,
        about=about,
        person=judge.person,
        language=judge.person.language if judge.person else "zh-hant",
        edition=judge.edition.slug,
        words={"name": judge.name, "edition": _in(judge.edition.name), **words},
    )


@letter("judge-invitation")
def invitation(event: JudgeInvited) -> Letter:
    """Will you judge? The link opens a page; only its buttons answer."""
    judge = Judge.objects.select_related("edition", "person").get(pk=event.judge_id)
    stage = Round.objects.filter(edition=judge.edition_id).first()
    tracks = [track.name for track in judge.tracks.all()]
    return _to_judge(
        judge,
        about=judge.token[:20],
        tracks=lambda language: "、".join(name.to(language) for name in tracks) or str(ALL_TRACKS),
        opens=_at(stage.opens_at if stage else None),
        closes=_at(stage.closes_at if stage else None),
        link=f"{settings.SITE_URL}/jury/invitation/{event.secret}/",
    )


@letter("judge-reads")
def reads_given(judge: Judge, stage: Round, *, count: int, about: str) -> Letter:
    """Your reads are on the desk."""
    link = f"{settings.SITE_URL}/jury/"
    return _to_judge(judge, about=about, count=count, closes=_at(stage.closes_at), link=link)


@letter("judge-reminder")
def reminder(event: ReminderWanted) -> Letter:
    """So many reads are still open; one such letter a day."""
    judge = Judge.objects.select_related("edition", "person").get(pk=event.judge_id)
    stage = Round.objects.get(pk=event.round_id)
    about = f"{stage.public_id}:{time.now().astimezone(time.TAIPEI):%Y%m%d}"
    link = f"{settings.SITE_URL}/jury/"
    return _to_judge(judge, about=about, left=event.left, closes=_at(stage.closes_at), link=link)


@letter("judge-thanks")
def thanked(judge: Judge, *, reads: int) -> Letter:
    """The results are out: thanks, with the letter and the proofs."""
    return _to_judge(judge, about=judge.public_id, reads=reads, link=f"{settings.SITE_URL}/jury/proofs/")


def _to_staff(person: Person, selection: Selection, *, about: str, **words: Any) -> Letter:
    edition: Edition = selection.edition
    known = {
        "name": person.name,
        "edition": _in(edition.name),
        "opens": _at(selection.publish_at),
        "link": f"{settings.SITE_URL}/office/selection/{selection.public_id}/",
    }
    return Letter(
        to=person.email, about=about, person=person, language=person.language, edition=edition.slug, words=known | words
    )


@letter("selection-proposed")
def approval_wanted(person: Person, selection: Selection) -> Letter:
    """A list waits for a second name; the letter names nobody on it."""
    return _to_staff(person, selection, about=selection.digest[:20], proposer=str(selection.proposed_by))


@letter("selection-approved")
def approval_given(person: Person, selection: Selection) -> Letter:
    """The list opens at its time."""
    return _to_staff(person, selection, about=selection.digest[:20])


@letter("many-opened")
def many_opened(person: Person, edition: Edition, *, reader: Person, entries: int) -> Letter:
    """Somebody has opened unusually many entries; nothing was stopped."""
    words = {"name": person.name, "edition": _in(edition.name), "reader": reader.name, "entries": str(entries)}
    return Letter(
        to=person.email,
        about=f"{reader.public_id}:{time.now():%Y%m%d%H}",
        person=person,
        language=person.language,
        edition=edition.slug,
        words=words | {"link": f"{settings.SITE_URL}/office/jury/reading/"},
    )


@letter("trouble-before-close")
def trouble_before_close(person: Person, edition: Edition, due: Proposal) -> Letter:
    """Time was lost through our fault; the office decides whether it is given back."""
    return Letter(
        to=person.email,
        about=f"{edition.public_id}:{due.spans[0].since:%Y%m%d%H%M}",
        person=person,
        language=person.language,
        edition=edition.slug,
        words={
            "name": person.name,
            "edition": _in(edition.name),
            "minutes": str(due.minutes),
            "link": f"{settings.SITE_URL}/office/edition/{edition.slug}/dates/",
        },
    )


@letter("publication-stopped")
def publication_stopped(person: Person, selection: Selection, *, about: str) -> Letter:
    """The list stayed closed."""
    return _to_staff(person, selection, about=about)
