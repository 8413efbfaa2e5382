"""Rows of the entrant's pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baigong.domain.editions.document.sheets import Section
from baigong.domain.editions.models import Edition
from baigong.domain.entries.anonymity import Hit, hits, is_read_blind
from baigong.domain.entries.models import Correction, Entry, Member
from baigong.domain.entries.queries import Answers, answers_of, open_corrections, progress_of, questions
from baigong.domain.entries.states import EntryState
from baigong.domain.sheets.changes import Changed, changed
from baigong.domain.sheets.queries import asked, questions_of
from baigong.kit.prepared import Prepared
from baigong.portals.entrant.standing import Standing, standing_of

_mine: Prepared[Entry] = Prepared(
    lambda person: (
        Entry.objects.of_member(person)
        .annotate(changed_since=F("members__changed_since"))
        .select_related("track")
        .order_by("-changed_at")
    )
)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the list."""

    entry: Entry
    standing: Standing
    has_new_questions: bool


def my_rows(person: Any, edition: Edition | None) -> list[Row]:
    """All entries of a person, the last changed first; editions are shared between rows so that dates are read once."""
    entries = _mine(person.pk)
    prefetch_related_objects([entry for entry in entries if entry.state == EntryState.RETURNED], "corrections")
    for entry, its_edition in zip(entries, _editions(entries, edition), strict=True):
        entry.edition = its_edition
    return [Row(entry, standing_of(entry), getattr(entry, "changed_since", None) is not None) for entry in entries]


def _editions(entries: list[Entry], edition: Edition | None) -> Iterable[Edition]:
    known = {edition.pk: edition} if edition else {}
    others = {entry.edition_id for entry in entries} - known.keys()
    known |= Edition.objects.in_bulk(others) if others else {}
    return (known[entry.edition_id] for entry in entries)


@dataclass(frozen=True, slots=True)
class Asked:
    """Something the office asked for, and where it is put right."""

    reason: str
    due_at: datetime
    key: str
    name: str
    href: str


def asked_of(entry: Entry) -> list[Asked]:
    """What waits for a correction, with a link to its question."""
    waiting = open_corrections(entry)
    if not waiting:
        return []
    places = {
        question.key: (str(question.text), section.key)
        for section in questions(entry).sections
        for question in section.questions
    }
    return [_asked(entry, one, *places.get(one.question, ("", ""))) for one in waiting]


def _asked(entry: Entry, one: Correction, name: str, section: str) -> Asked:
    href = f"{reverse('entrant:write', args=(entry.public_id, section))}#q-{one.question}" if section else ""
    return Asked(one.reason, one.due_at, one.question, name, href)


def only_asked_in(entry: Entry, track: str) -> list[str]:
    """The questions that an entry is asked in another track and not in its own."""
    answers, sheet = answers_of(entry), questions(entry)
    here = {question.key for question in asked(sheet, answers, track=entry.track.key)}
    return [str(question.text) for question in asked(sheet, answers, track=track) if question.key not in here]


@dataclass(frozen=True, slots=True)
class News:
    """A question that has changed since this person last looked, and where it stands."""

    change: Changed
    href: str


def own_place(entry: Entry, person: Any) -> Member | None:
    """The person's place in the team."""
    return next((member for member in entry.members.all() if member.person_id == person.pk), None)


def news_for(entry: Entry, person: Any) -> list[News]:
    """What changed in the questions since the person last said so."""
    own = own_place(entry, person)
    if own is None or own.changed_since is None:
        return []
    told = changed(questions_of(own.changed_since), questions(entry), track=entry.track.key)
    at = places_of(entry)
    return [News(one, at.get(one.question.key, "")) for one in told]


def places_of(entry: Entry) -> dict[str, str]:
    """Where each question is answered."""
    sections = questions(entry).sections
    pages = {section.key: reverse("entrant:write", args=(entry.public_id, section.key)) for section in sections}
    return {
        question.key: f"{pages[section.key]}#q-{question.key}" for section in sections for question in section.questions
    }


@dataclass(frozen=True, slots=True)
class Telling:
    """A word that tells judges whose the entry is, and where it is changed."""

    hit: Hit
    href: str


def telling(entry: Entry, answers: Answers) -> list[Telling]:
    """What would tell a blind judge who is writing; empty where judges see names anyway."""
    if not is_read_blind(entry):
        return []
    found = hits(entry, answers)
    at = places_of(entry) if found else {}
    return [Telling(hit, at[hit.question]) for hit in found]


def contents(entry: Entry, answers: Answers, current: str) -> list[dict[str, Any]]:
    """The list of sections with how far each is; addresses as seen from one of them, alike on every entry."""
    progress = {one.section.key: one for one in progress_of(entry, answers).sections}
    return [
        {
            "key": key,
            "href": f"../{key}/",
            "label": str(one.section.name),
            "state": one.state,
            "note": _note(one.state, len(one.missing)),
            "current": key == current,
        }
        for key, one in progress.items()
    ]


def first_page(entry: Entry, answers: Answers) -> str:
    """The address of the first section that still misses something."""
    sections = progress_of(entry, answers).sections
    todo = next((one for one in sections if one.state != "full"), sections[0])
    return reverse("entrant:write", args=(entry.public_id, todo.section.key))


def _note(state: str, missing: int) -> str:
    if state == "empty":
        return ""
    return ngettext("1 missing", "{n} missing", missing).format(n=missing) if missing else _("done")


def beside(sections: list[Section], key: str) -> tuple[Section | None, Section | None]:
    """The section before and the one after."""
    place = [section.key for section in sections].index(key)
    before = sections[place - 1] if place else None
    return before, next(iter(sections[place + 1 :]), None)
