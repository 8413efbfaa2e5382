"""Writing: start an entry, save what was typed, go back to an earlier version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition, Track
from baigong.domain.editions.queries import document_of, is_open
from baigong.domain.entries import errors, queries
from baigong.domain.entries.actions.units import put_units
from baigong.domain.entries.events import EntryStarted
from baigong.domain.entries.models import Entry, EntryVersion, Member
from baigong.domain.entries.states import EntryState, MemberRole, MemberState
from baigong.domain.people.models import Person
from baigong.domain.sheets.answers import tidy
from baigong.domain.sheets.queries import current_sheet
from baigong.domain.units.models import Unit
from baigong.kit import audit, policy, time
from baigong.kit.errors import BadInput, Refused, Stale
from baigong.kit.events import emit
from baigong.kit.prepared import Prepared
from baigong.kit.text import canonical_json, clean_line, digest_of
from baigong.kit.written import change, write

MOST_BYTES = 400_000

_standing = Prepared(lambda pk: Entry.objects.filter(pk=pk).only("version", "state"))
_saved = Prepared(
    lambda entry, number: EntryVersion.objects.filter(entry=entry, number=number).select_related("saved_by").order_by()
)

_counted = Prepared(lambda pk: Person.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk"))
_led = Prepared(
    lambda edition, person: (
        Entry.objects.filter(edition=edition, members__person=person, members__role=MemberRole.LEAD)
        .exclude(state=EntryState.WITHDRAWN)
        .values_list("pk")
    )
)


@transaction.atomic
def start_entry(
    edition: Edition,
    *,
    track: Track,
    by: Any,
    title: str = "",
    team: str = "",
    units: Iterable[Unit] = (),
    previous: Entry | None = None,
) -> Entry:
    """A new draft with the person as its lead. Raises Refused outside the call or beyond the limit."""
    policy.require(by, Can.CREATE_ENTRY, edition)
    if previous is not None:
        policy.require(by, Can.EDIT_ENTRY, previous)
    may_start(edition, track=track, led=_led_by(by, edition))
    entry = write(
        Entry(
            edition=edition,
            track=track,
            sheet=current_sheet(edition),
            team=clean_line(team)[:200],
            created_at=time.now(),
            changed_at=time.now(),
            previous=previous,
        )
    )
    write(Member(entry=entry, person=by, **lead_fields(by)))
    if named := list(units) or _units_of(previous):
        put_units(entry, named)
    audit.record("entry.start", entry, by=by, track=track.key, previous=previous.public_id if previous else "")
    first = _carried(entry, previous) | ({"title": title} if title else {})
    if first:
        save_draft(entry, answers=first, version=0, by=by)
    emit(EntryStarted(entry_id=entry.pk, edition_id=edition.pk))
    return entry


def _units_of(previous: Entry | None) -> list[Unit]:
    return [row.unit for row in previous.entry_units.all()] if previous else []


def _carried(entry: Entry, previous: Entry | None) -> dict[str, Any]:
    """What an earlier entry answered to questions that are asked again in the same way; files stay where they are."""
    if previous is None:
        return {}
    kinds = {question.key: question.kind for question in queries.questions(previous).questions()}
    again = {q.key for q in queries.questions(entry).questions() if kinds.get(q.key) == q.kind}
    files = queries.file_questions(previous)
    told = queries.answers_of(previous)
    return {key: value for key, value in told.items() if key in again and key not in files}


def _led_by(person: Any, edition: Edition) -> int:
    """How many entries the person leads; whoever counts them at the same time for another one waits here."""
    _counted(person.pk)
    return len(_led(edition.pk, person.pk))


def may_start(edition: Edition, *, track: Track, led: int) -> None:
    """Refuse outside the call, in a track of another year, and beyond the limit of entries that one person leads."""
    if not is_open(edition, at=time.arrival()):
        raise Refused(_("The call is not open now. The dates stand on the home page."))
    if track.edition_id != edition.pk or track.is_retired:
        raise BadInput(_("Choose a track."), {"track": _("Choose one of the tracks of this year.")})
    most = document_of(edition).limits.entries_per_lead
    if led >= most:
        raise Refused(
            _("One person may lead {n} entries a year. Finish or withdraw one, or let a teammate lead.").format(n=most)
        )


def lead_fields(person: Any) -> dict[str, Any]:
    """What a lead is on a new entry."""
    return {
        "name": person.name,
        "name_en": person.name_en,
        "email": person.email,
        "role": MemberRole.LEAD,
        "state": MemberState.ACCEPTED,
        "is_name_confirmed": bool(person.name),
        "answered_at": time.now(),
    }


@transaction.atomic
def save_draft(entry: Entry, *, answers: Mapping[str, Any], version: int, by: Any) -> EntryVersion:
    """Save the given answers on top of version `version`; each save is a version of its own.

    Raises Stale, with both texts of every answer that two people changed, where another version stands by now;
    then nothing has changed. A version is its own record of who wrote what when, so the audit log is spared.
    """
    policy.require(by, Can.EDIT_ENTRY, entry)
    base = queries.answers_of(entry, version=version)
    changes = tidied(entry, answers)
    merged = {**base, **changes}
    if merged == base and version and (same := _latest(entry, version)):
        return same
    seal = sealed(merged)
    _advance(entry, version=version, merged=merged, changes=changes, base=base)
    return write(
        EntryVersion(
            entry=entry,
            number=version + 1,
            answers=merged,
            digest=seal,
            saved_at=entry.changed_at,
            saved_by=by if by.pk else None,
        )
    )


def sealed(answers: Mapping[str, Any]) -> str:
    """The digest of what a version holds; raises BadInput where that is more than an entry has room for."""
    written = canonical_json(answers)
    if len(written) > MOST_BYTES:
        raise BadInput(_("This is more text than an entry can hold. Your words are still on this page; shorten them."))
    return digest_of(written)


def _latest(entry: Entry, version: int) -> EntryVersion | None:
    """The version itself where it is still the latest: a replay, or a save without a change, adds nothing."""
    return EntryVersion.objects.filter(entry=entry, entry__version=version, number=version).first()


def tidied(entry: Entry, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What was answered, in its tidy form; a question that the sheet does not have is refused."""
    known = {question.key: question for question in queries.questions(entry).questions()}
    if strange := [key for key in answers if key not in known]:
        raise BadInput(_("The sheet has no question “{key}”. Reload the page.").format(key=strange[0]))
    return {key: tidy(known[key], value) for key, value in answers.items()}


def _advance(
    entry: Entry, *, version: int, merged: dict[str, Any], changes: dict[str, Any], base: dict[str, Any]
) -> None:
    """Move the entry on by one atomic conditional update, or raise Stale or Refused.

    What lists show of an entry that was handed in stays what was handed in, until it is handed in again.
    """
    values: dict[str, Any] = {"version": version + 1, "changed_at": time.now()}
    if entry.submitted_version is None:
        values |= queries.shown_fields(merged)
    if not queries.takes_words(entry, at=time.arrival()):
        raise Refused(errors.closed() if entry.state == EntryState.SUBMITTED else _locked())
    if not change(Entry, values, pk=entry.pk, version=version, state=entry.state):
        _refuse_stale(entry, changes=changes, base=base)
    for name, value in values.items():
        setattr(entry, name, value)


def _locked() -> str:
    return _("This entry can no longer be changed.")


def _refuse_stale(entry: Entry, *, changes: dict[str, Any], base: dict[str, Any]) -> None:
    (fresh,) = _standing(entry.pk)
    if fresh.state != entry.state:
        raise Refused(_("This has changed in the meantime. Reload the page to see where it stands."), state=fresh.state)
    (last,) = _saved(entry.pk, fresh.version)
    both = {key for key, mine in changes.items() if last.answers.get(key) not in (base.get(key), mine)}
    raise Stale(
        _("A teammate changed this in the meantime. Both texts are here; choose what stays."),
        version=fresh.version,
        theirs={key: last.answers.get(key) for key in sorted(both)},
        yours={key: changes[key] for key in sorted(both)},
        saved_at=last.saved_at,
        saved_by=str(last.saved_by or ""),
    )


def restore_version(entry: Entry, *, number: int, version: int, by: Any) -> EntryVersion:
    """Write an earlier version again as the newest one; nothing between is lost."""
    latest = queries.answers_of(entry, version=version)
    chosen = queries.answers_of(entry, version=number)
    emptied = dict.fromkeys(latest.keys() - chosen.keys())
    return save_draft(entry, answers={**emptied, **chosen}, version=version, by=by)
