"""A stolen account: from the audit log to whoever has to be told, with what, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baigong.domain.editions.models import Edition, Role
from baigong.domain.entries.models import Entry, Member
from baigong.domain.entries.querysets import SEES_ENTRIES
from baigong.domain.entries.states import MemberState
from baigong.domain.people.models import Person
from baigong.domain.people.queries import NUMBER_SHOWN, codes_of
from baigong.kit import time
from baigong.kit.audit.models import AuditEvent
from baigong.kit.ui.templatetags.ui import roc_stamp

TERM = timedelta(hours=72)
MANY, LARGE = 100, 10_000  # people affected, and people held, from which the authority expects to hear at once
KINDS = {
    "name": gettext_lazy("name"),
    "address": gettext_lazy("e-mail address"),
    "unit": gettext_lazy("unit"),
    "entry": gettext_lazy("what the entry says, and its files"),
    "telephone": gettext_lazy("telephone number"),
}
NOTICE = gettext_lazy("""Somebody may have seen data of yours

Between %(since)s and %(until)s an account of those who run %(award)s was used by somebody who had no right to it.

What may have been seen of you: %(kinds)s.

What happened: (fill in)
What we have done about it: (fill in)
What you can do: change your password if you use it elsewhere, and be wary of letters that name your entry.
Whom to ask: (fill in name, telephone, address)
""")
TEAM = ("name", "address", "unit", "entry")
BLIND = ("entry",)


@dataclass
class Affected:
    """One person: which entries, what kinds of data; certain where the log says that it was opened or taken."""

    name: str
    address: str
    code: str = ""
    entries: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    is_certain: bool = False


def examine(person: Person, *, since: datetime, until: datetime) -> dict[str, Any]:
    """Everybody whose data the account opened, took or could have seen in that time."""
    acts = AuditEvent.objects.filter(actor__in=codes_of(person), at__gte=since, at__lte=until)
    found: dict[str, Affected] = {}
    note(found, within_reach(person, since=since), kinds=TEAM)
    note(found, Entry.objects.filter(assignments__judge__person=person, assignments__given_at__lte=until), kinds=BLIND)
    note(found, taken(acts), kinds=TEAM, is_certain=True)
    note_numbers(found, acts)
    return told(person, found, acts=acts, since=since, until=until)


def within_reach(person: Person, *, since: datetime) -> QuerySet[Entry]:
    """What the roles opened to it, those too that were taken away since; and the own teams."""
    held = Role.objects.filter(person=person, kind__in=SEES_ENTRIES).values_list("edition__public_id", flat=True)
    lost = AuditEvent.objects.filter(verb="edition.revoke_role", at__gte=since, facts__person=person.public_id)
    editions = {*held, *lost.values_list("thing", flat=True)}
    own = Member.objects.filter(person=person, state=MemberState.ACCEPTED).values("entry")
    return Entry.objects.filter(Q(edition__public_id__in=editions, submitted_version__isnull=False) | Q(pk__in=own))


def taken(acts: QuerySet[AuditEvent]) -> QuerySet[Entry]:
    """What it did something with by itself, and all of an edition whose table it took."""
    one_by_one = acts.filter(kind="Entry").values("thing")
    tables = acts.filter(kind="Edition", verb__endswith=".export").values("thing")
    whole = Q(edition__public_id__in=tables, submitted_version__isnull=False)
    return Entry.objects.filter(Q(public_id__in=one_by_one) | whole)


def note(
    found: dict[str, Affected], entries: QuerySet[Entry], *, kinds: Iterable[str], is_certain: bool = False
) -> None:
    """The teams of these entries; somebody of two teams is one person, also without an account."""
    members = Member.objects.filter(entry__in=entries).exclude(state=MemberState.LEFT).select_related("person", "entry")
    for member in members:
        one = _one(found, person=member.person, name=member.name, address=member.email)
        one.entries.add(member.entry.public_id)
        one.kinds.update(kinds)
        one.is_certain |= is_certain


def note_numbers(found: dict[str, Affected], acts: QuerySet[AuditEvent]) -> None:
    for person in Person.objects.filter(public_id__in=acts.filter(verb=NUMBER_SHOWN).values("thing")):
        one = _one(found, person=person, name=person.name, address=person.email)
        one.kinds.add("telephone")
        one.is_certain = True


def _one(found: dict[str, Affected], *, person: Person | None, name: str, address: str) -> Affected:
    address = person.email if person else address
    return found.setdefault(address or name, Affected(name, address, person.public_id if person else ""))


def told(
    person: Person, found: dict[str, Affected], *, acts: QuerySet[AuditEvent], since: datetime, until: datetime
) -> dict[str, Any]:
    """The figures, what the law asks at them, the list, and a notice in either language."""
    people = sorted(found.values(), key=lambda one: (not one.is_certain, one.address))
    held, now = Person.objects.filter(erased_at=None).count(), time.now()
    report = {
        "account": person.public_id,
        "since": since.isoformat(),
        "until": until.isoformat(),
        "acts": [[event.at.isoformat(), event.verb, event.thing, event.address] for event in acts],
        "certain": sum(one.is_certain for one in people),
        "possible": sum(not one.is_certain for one in people),
        "kinds": sorted({kind for one in people for kind in one.kinds}),
        "held": held,
        "thresholds": {"special_data": False, "many": len(people) >= MANY, "large": held >= LARGE},
        "report_by": (now + TERM).astimezone(time.TAIPEI).isoformat(timespec="minutes"),
        "people": [asdict(one) | {"entries": sorted(one.entries), "kinds": sorted(one.kinds)} for one in people],
    }
    return report | {"notices": {language: notice(report, language) for language in ("zh-hant", "en")}}


def notice(report: dict[str, Any], language: str) -> str:
    """A draft for whoever is affected; what happened and what was done about it is left to fill in."""
    with translation.override(language):
        facts = {end: roc_stamp(datetime.fromisoformat(report[end])) for end in ("since", "until")}
        kinds = _(", ").join(str(KINDS[kind]) for kind in report["kinds"])
        return str(NOTICE) % {**facts, "kinds": kinds, "award": Edition.objects.current() or ""}
