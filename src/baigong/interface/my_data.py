"""Everything the house knows of one person, as data and as a page to read (個資法 §3)."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterable
from functools import partial
from typing import IO, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from baigong.domain.consents.models import Consent
from baigong.domain.editions.models import Role
from baigong.domain.entries.models import Avoidance, Entry, EntryVersion, Member, Tie
from baigong.domain.entries.queries import answers_of
from baigong.domain.judging.models import Ballot, Comparison, Judge
from baigong.domain.people.models import DataRequest, Person
from baigong.domain.people.queries import codes_of, looks_at_number
from baigong.domain.selection.models import Attendance, Objection, Vote
from baigong.interface.portfolio import as_data as entry_as_data
from baigong.interface.portfolio import as_markdown, put_member
from baigong.kit import time
from baigong.kit.audit.models import AuditEvent
from baigong.kit.files.models import StoredFile
from baigong.kit.outbox.models import Message
from baigong.kit.text import safe_file_name

FORMAT = "baigong-person-1"
PROFILE = ("public_id", "email", "name", "name_en", "phone", "language", "joined_at")


def as_data(person: Person) -> dict[str, Any]:
    """One key for each kind of record; the same keys are the headings of the readable page."""
    return {
        "format": FORMAT,
        "made_at": time.now(),
        "profile": _row(person, PROFILE),
        "addresses": _rows(EmailAddress.objects.filter(user=person), "email", "verified", "primary"),
        "ways_to_sign_in": _rows(Authenticator.objects.filter(user=person), "type", "created_at", "last_used_at"),
        "sessions": _rows(UserSession.objects.filter(user=person), "created_at", "last_seen_at", "ip", "user_agent"),
        "roles": [{"edition": str(role.edition), "kind": role.kind} for role in _roles(person)],
        "consents": [_consent(consent) for consent in consents_of(person)],
        "entries": [entry_as_data(entry, answers_of(entry)) for entry in entries_of(person)],
        "memberships": _rows(Member.objects.filter(person=person), "name", "name_en", "email", "role", "state"),
        "versions_saved": _rows(_saved(person), "entry_id", "number", "digest", "saved_at"),
        "files_sent": _rows(StoredFile.objects.filter(owner=person), "name", "size", "sha256", "created_at"),
        "bonds_to_entries": _rows(Tie.objects.filter(person=person), "kind", "state", "found_at", "ruled_at"),
        "judgeships": _rows(
            Judge.objects.filter(person=person), "name", "email", "unit", "title", "state", "expertise", "invited_at"
        ),
        "ballots": _rows(_ballots(person), "state", "scores", "words", "begun_at", "submitted_at"),
        "comparisons": _rows(
            Comparison.objects.filter(left__judge__person=person).order_by("pk"), "better", "given_at", "chosen_at"
        ),
        "judges_to_avoid": _rows(
            Avoidance.objects.filter(named_by=person), "name", "unit", "email", "reason", "named_at"
        ),
        "questions_about_results": _rows(
            Objection.objects.filter(raised_by=person), "question", "answer", "state", "raised_at", "answered_at"
        ),
        "data_requests": _rows(
            DataRequest.objects.filter(person=person), "kind", "words", "state", "asked_at", "due_at", "delay", "answer"
        ),
        "accounts_put_together": _rows(person.merges.all(), "address", "state", "asked_at", "done_at"),
        "meetings": _rows(Attendance.objects.filter(person=person), "came_at", "left_at"),
        "votes": _rows(Vote.objects.filter(person=person), "choice", "cast_at"),
        **_record_of(person),
    }


def _record_of(person: Person) -> dict[str, Any]:
    """What was written to the person, and what the log knows."""
    acts = AuditEvent.objects.filter(actor__in=codes_of(person))
    return {
        "looks_at_number": looks_at_number(person),
        "letters": _rows(Message.objects.filter(person=person), "kind", "to", "subject", "text", "written_at", "state"),
        "acts_on_record": _rows(acts, "at", "verb", "thing", "address"),
    }


def headings() -> dict[str, str]:
    """What the kinds are called, in the reader's language."""
    return {
        "profile": _("Name and language"),
        "addresses": _("E-mail addresses"),
        "ways_to_sign_in": _("Second factors"),
        "sessions": _("Sessions"),
        "roles": _("Roles held"),
        "consents": _("Consents given"),
        "entries": _("Entries"),
        "memberships": _("Places in teams"),
        "versions_saved": _("Saves"),
        "files_sent": _("Files sent"),
        "bonds_to_entries": _("Bonds to entries"),
        "judgeships": _("Work as a judge"),
        "ballots": _("Scores given"),
        "comparisons": _("Entries compared"),
        "judges_to_avoid": _("Judges you asked not to be read by"),
        "questions_about_results": _("Questions about results"),
        "data_requests": _("Requests about your data"),
        "accounts_put_together": _("Accounts put together"),
        "meetings": _("Meetings attended"),
        "votes": _("Votes cast"),
        "looks_at_number": _("Who looked at your telephone number"),
        "letters": _("Letters"),
        "acts_on_record": _("Acts on record"),
    }


def as_archive(person: Person) -> IO[bytes]:
    """A ZIP: all as data, all as a page to read, and the text of every entry."""
    told = json.loads(json.dumps(as_data(person), default=str, ensure_ascii=False))
    packed = tempfile.TemporaryFile(prefix="baigong-", suffix=".zip")  # noqa: SIM115 (the answer closes it)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        put = partial(put_member, file, at=time.now())
        put("data.json", json.dumps(told, ensure_ascii=False, indent=2))
        put(_("read me") + ".html", as_page(told))
        for entry in entries_of(person):
            name = safe_file_name(f"{entry.title or _('Without a title yet')}-{entry.public_id[:6]}.md")
            put(f"{_('entries')}/{name}", as_markdown(entry, answers_of(entry)))
    packed.seek(0)
    return packed


def as_page(told: dict[str, Any]) -> str:
    parts = [(title, told[key]) for key, title in headings().items() if told[key]]
    return render_to_string("interface/my_data.html", {"parts": parts, "made_at": told["made_at"]})


def counts(person: Person) -> list[tuple[str, int]]:
    """How much there is of the kinds that grow; for the page, without reading it all."""
    titles = headings()
    kinds: dict[str, Any] = {
        "consents": consents_of(person),
        "entries": entries_of(person),
        "files_sent": StoredFile.objects.filter(owner=person),
        "ballots": _ballots(person),
        "letters": Message.objects.filter(person=person),
        "sessions": UserSession.objects.filter(user=person),
        "acts_on_record": AuditEvent.objects.filter(actor__in=codes_of(person)),
    }
    return [(titles[key], rows.count()) for key, rows in kinds.items()]


def consents_of(person: Person) -> Any:
    return Consent.objects.filter(person=person).select_related("notice").order_by("-given_at")


def entries_of(person: Person) -> Any:
    return (
        Entry.objects.of_member(person)
        .select_related("edition", "track", "sheet")
        .prefetch_related("members", "entry_units__unit")
        .order_by("pk")
    )


def _roles(person: Person) -> Iterable[Role]:
    return Role.objects.filter(person=person).select_related("edition")


def _saved(person: Person) -> Any:
    return EntryVersion.objects.filter(saved_by=person).order_by("pk")


def _ballots(person: Person) -> Any:
    return Ballot.objects.filter(assignment__judge__person=person).order_by("pk")


def _consent(consent: Consent) -> dict[str, Any]:
    known = _row(consent, ("about", "scope", "given_at", "withdrawn_at"))
    return {"notice": str(consent.notice.title), "version": consent.notice.version, **known}


def _row(row: Model, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _rows(rows: Any, *names: str) -> list[dict[str, Any]]:
    return [_row(row, names) for row in rows]
