"""The verbs of an edition: save a version, publish, grant roles, extend a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from pydantic import BaseModel

from baigong.domain.abilities import Can
from baigong.domain.consents.actions import publish_notice
from baigong.domain.editions.document import Document, next_year
from baigong.domain.editions.events import DeadlineExtended, EditionSaved
from baigong.domain.editions.models import (
    Edition,
    EditionDraft,
    EditionRow,
    EditionVersion,
    Extension,
    Milestone,
    Prize,
    Redress,
    Role,
    Track,
    UnitKind,
)
from baigong.domain.editions.notices import notice_body
from baigong.domain.editions.queries import (
    Proposal,
    document_of,
    drafted,
    forget,
    latest_version,
    milestone_at,
    redress_due,
)
from baigong.domain.people.models import Person
from baigong.kit import audit, policy, time
from baigong.kit.errors import Refused, Stale
from baigong.kit.events import emit
from baigong.kit.moves import perform
from baigong.kit.text import digest

Actor = Any
Rows = Iterable[tuple[str, dict[str, Any]]]


@transaction.atomic
def save_edition(document: Document, *, by: Actor, note: str = "", base: int | None = None) -> EditionVersion:
    """The one verb by which a file and the browser write an edition; saving what already stands changes nothing.

    `base` is the version the writer saw; when another stands meanwhile, Stale is raised and nothing changes.
    """
    edition = Edition.objects.select_for_update().filter(slug=document.key).first()
    policy.require(by, Can.CHANGE_EDITION, edition)
    edition = edition or Edition(slug=document.key)
    number, seen = latest_version(edition) if edition.pk else (0, "")
    if base not in {None, number}:
        raise Stale(
            _("Somebody saved version {n} in the meantime. Your changes are kept; compare them.").format(n=number)
        )
    data = document.data()
    if seen == (fresh := digest(data)):
        return edition.versions.get(number=number)
    _write_edition(edition, document)
    version = edition.versions.create(
        number=number + 1, document=data, digest=fresh, note=note, saved_at=time.now(), saved_by=_person(by)
    )
    audit.record("edition.save", edition, by=by, version=version.number, digest=fresh, note=note)
    emit(EditionSaved(edition_id=edition.pk, version=version.number))
    return version


def _person(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None


def _write_edition(edition: Edition, document: Document) -> None:
    edition.ordinal, edition.year, edition.name = document.ordinal, document.year, document.name
    edition.save()
    _spread(Track, edition, ((t.key, {"name": t.name, "sign": t.sign, "data": _data(t)}) for t in document.tracks))
    _spread(Milestone, edition, _milestones(document))
    _spread(UnitKind, edition, _unit_kinds(document))
    _spread(Prize, edition, _prizes(document))
    forget(edition)


def _data(piece: BaseModel) -> dict[str, Any]:
    data: dict[str, Any] = piece.model_dump(mode="json", exclude_defaults=True)
    return data


def _milestones(document: Document) -> Rows:
    return ((m.key, {"name": m.name, "at": m.at.instant, "data": _data(m)}) for m in document.milestones)


def _unit_kinds(document: Document) -> Rows:
    for group in document.units:
        for kind in group.kinds:
            yield kind.key, {"name": kind.name, "data": {**_data(kind), "group": group.key}}


def _prizes(document: Document) -> Rows:
    for prize in document.prizes:
        values = {"name": prize.name, "count": prize.count, "per_track": prize.per == "track"}
        yield prize.key, {**values, "within": prize.among or "", "data": _data(prize)}


def _spread(model: type[EditionRow], edition: Edition, rows: Rows) -> None:
    """Rows follow the document; what left it is retired, because entries may still refer to it."""
    table: Any = model
    told = [(key, values | {"order": order, "is_retired": False}) for order, (key, values) in enumerate(rows)]
    found = [table(edition=edition, key=key, **values) for key, values in told]
    names = sorted({name for _key, values in told for name in values})
    table.objects.bulk_create(found, update_conflicts=True, unique_fields=["edition", "key"], update_fields=names)
    gone = table.objects.filter(edition=edition).exclude(key__in=[key for key, _values in told])
    gone.update(is_retired=True)


@transaction.atomic
def keep_draft(edition: Edition, document: Document, *, by: Actor) -> EditionDraft | None:
    """Keep changes that are no version yet; a draft equal to what stands is dropped. The key never changes."""
    policy.require(by, Can.CHANGE_EDITION, edition)
    if document.key != edition.slug:
        raise Refused(_("This file is of another edition: {key}.").format(key=document.key))
    draft = EditionDraft.objects.select_for_update().filter(edition=edition).first()
    number, stands = latest_version(edition)
    if digest(document.data()) == stands:
        drop_draft(edition, by=by)
        return None
    draft = draft or EditionDraft(edition=edition, base=number)
    draft.document, draft.changed_at, draft.changed_by = document.data(), time.now(), _person(by)
    draft.save()
    return draft


@transaction.atomic
def drop_draft(edition: Edition, *, by: Actor) -> None:
    """Throw unsaved changes away."""
    policy.require(by, Can.CHANGE_EDITION, edition)
    EditionDraft.objects.filter(edition=edition).delete()


@transaction.atomic
def save_draft(edition: Edition, *, by: Actor, note: str = "") -> EditionVersion:
    """The draft becomes the next version; Stale when another version was saved since it began."""
    draft = EditionDraft.objects.select_for_update().filter(edition=edition).first()
    if draft is None:
        raise Refused(_("There is nothing to save: everything stands already."))
    version = save_edition(drafted(draft), by=by, note=note, base=draft.base)
    draft.delete()
    return version


def clone_edition(edition: Edition, *, key: str, by: Actor) -> EditionVersion:
    """Next year from this one: dates a year on, everything to confirm again, this year added to the history."""
    return found_edition(next_year(document_of(edition), key=key), like=edition, by=by)


@transaction.atomic
def found_edition(document: Document, *, like: Edition, by: Actor) -> EditionVersion:
    """A new edition, in preparation, run by those who run the one it is like."""
    policy.require(by, Can.CHANGE_EDITION, like)
    if Edition.objects.filter(slug=document.key).exists():
        raise Refused(_("There is an edition {key} already. Choose another key.").format(key=document.key))
    version = save_edition(document, by=by, note=f"{like.slug} →")
    for role in like.roles.filter(kind__in=(Role.Kind.OFFICE, Role.Kind.DIRECTOR)):
        version.edition.roles.create(person=role.person, kind=role.kind, granted_at=time.now())
    audit.record("edition.found", version.edition, by=by, like=like.slug)
    return version


def publish_notices(event: EditionSaved) -> None:
    """What people are told and may agree to, as versions of its own; unchanged texts stay as they are."""
    edition = Edition.objects.get(pk=event.edition_id)
    document = document_of(edition)
    for notice in document.notices:
        publish_notice(
            key=notice.key, title=notice.name, body=notice_body(notice), by=policy.SYSTEM, edition=edition.slug
        )
    for consent in document.consents:
        publish_notice(
            key=consent.key,
            title=consent.name,
            body=consent.text,
            by=policy.SYSTEM,
            edition=edition.slug,
            is_required=False,  # asked where it belongs, never at the door
        )


def publish_edition(edition: Edition, *, by: Actor) -> Edition:
    """From now on the public sees the year; dates open and close its call."""
    fresh: Edition = perform(edition, "publish", by=by)
    return fresh


def close_edition(edition: Edition, *, by: Actor) -> Edition:
    fresh: Edition = perform(edition, "close", by=by)
    return fresh


@transaction.atomic
def mark_edition(edition: Edition, *, by: Actor, rehearsal: bool = False, demo: bool = False) -> None:
    """Say for all to see that this year is a rehearsal or a demonstration."""
    policy.require(by, Can.CHANGE_EDITION, edition)
    edition.is_rehearsal, edition.is_demo = rehearsal, demo
    edition.save(update_fields=["is_rehearsal", "is_demo"])
    audit.record("edition.mark", edition, by=by, rehearsal=rehearsal, demo=demo)


@transaction.atomic
def grant_role(edition: Edition, person: Person, kind: str, *, by: Actor) -> Role:
    """Make somebody office, director, chair, partner or auditor of one edition; twice is once."""
    policy.require(by, Can.GRANT_ROLE, edition)
    role, is_new = Role.objects.get_or_create(
        edition=edition, person=person, kind=Role.Kind(kind), defaults={"granted_at": time.now()}
    )
    if is_new:
        audit.record("edition.grant_role", edition, by=by, person=person.public_id, role=kind)
    person.__dict__.pop("roles_held", None)
    return role


@transaction.atomic
def revoke_role(role: Role, *, by: Actor) -> None:
    """Take a role back; the last director stays, or nobody could grant one again."""
    policy.require(by, Can.GRANT_ROLE, role.edition)
    others = Role.objects.select_for_update().filter(edition=role.edition, kind=Role.Kind.DIRECTOR).exclude(pk=role.pk)
    if role.kind == Role.Kind.DIRECTOR and not others.exists():
        raise Refused(_("This is the last director. Appoint another one first."))
    audit.record("edition.revoke_role", role.edition, by=by, person=role.person.public_id, role=role.kind)
    role.delete()


@transaction.atomic
def extend_deadline(
    edition: Edition, *, milestone: str, until: datetime, reason: str, by: Actor, reason_en: str = "", entry: str = ""
) -> Extension:
    """A later closing date for all or for one entry (by its public id); never an earlier one."""
    policy.require(by, Can.CHANGE_EDITION, edition)
    forget(edition)
    stands = milestone_at(edition, milestone, entry=entry)
    if stands is None or until <= stands:
        raise Refused(_("A date can only be moved to a later one. Choose one after the date that stands now."))
    if not reason.strip():
        raise Refused(_("Say why the date moves; those affected will read it."))
    extension = edition.extensions.create(
        milestone=milestone,
        entry=entry,
        until=until,
        reason=reason.strip(),
        reason_en=reason_en.strip(),
        granted_at=time.now(),
    )
    words = {"reason": reason, "reason_en": reason_en}
    audit.record("edition.extend", edition, by=by, milestone=milestone, until=until, entry=entry, **words)
    emit(DeadlineExtended(edition_id=edition.pk, extension_id=extension.pk))
    forget(edition)
    return extension


@transaction.atomic
def grant_redress(edition: Edition, *, seen: datetime, reason: str, by: Actor, reason_en: str = "") -> Redress:
    """As much more time for all as the trouble took that was seen until then."""
    due = _redress_in_question(edition, seen=seen, by=by)
    words = {"reason": reason, "reason_en": reason_en}
    extension = extend_deadline(edition, milestone="call_closes", until=due.until, by=by, **words)
    return _rule_redress(edition, due, reason=reason, by=by, extension=extension)


@transaction.atomic
def decline_redress(edition: Edition, *, seen: datetime, reason: str, by: Actor) -> Redress:
    """The date stays, and why."""
    due = _redress_in_question(edition, seen=seen, by=by)
    if not reason.strip():
        raise Refused(_("Say why the date stays; the log keeps it."))
    return _rule_redress(edition, due, reason=reason, by=by, extension=None)


def _redress_in_question(edition: Edition, *, seen: datetime, by: Actor) -> Proposal:
    policy.require(by, Can.CHANGE_EDITION, edition)
    Edition.objects.select_for_update().get(pk=edition.pk)
    forget(edition)
    if (due := redress_due(edition, seen=seen)) is None:
        raise Refused(_("Somebody has ruled on this in the meantime."))
    return due


def _rule_redress(edition: Edition, due: Proposal, *, reason: str, by: Actor, extension: Extension | None) -> Redress:
    facts = {"since": due.spans[0].since, "until": due.seen, "minutes": due.minutes, "reason": reason.strip()}
    ruled: Redress = edition.redresses.create(extension=extension, ruled_at=time.now(), **facts)
    audit.record("edition.redress", edition, by=by, granted=extension is not None, **facts)
    return ruled
