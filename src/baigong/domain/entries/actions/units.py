"""Which units stand on an entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries import errors, queries
from baigong.domain.entries.models import Entry, EntryUnit, FollowedMerge
from baigong.domain.units.events import UnitMerged, UnitsParted
from baigong.domain.units.models import Unit
from baigong.kit import audit, policy, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.written import write


@transaction.atomic
def set_units(entry: Entry, units: Iterable[Unit], *, by: Any) -> None:
    """These units, in this order, stand on the entry; the first is the one printed first."""
    policy.require(by, Can.EDIT_ENTRY, entry)
    if not queries.takes_words(entry, at=time.arrival()):
        raise Refused(errors.closed())
    chosen = list(dict.fromkeys(units))
    most = queries.limits_of(entry).units
    if len(chosen) > most:
        raise BadInput(_("At most {n} units.").format(n=most), {"units": _("At most {n} units.").format(n=most)})
    put_units(entry, chosen)
    audit.record("entry.set_units", entry, by=by, units=[unit.public_id for unit in chosen])


def put_units(entry: Entry, units: list[Unit]) -> None:
    if queries.units_of(entry):
        entry.entry_units.all().delete()
    rows = [EntryUnit(entry=entry, unit=unit, order=place) for place, unit in enumerate(units)]
    for row in rows:
        write(row)


def follow_merge(event: UnitMerged) -> None:
    """Listener: entries name the unit that stands for both; one that named both names it once."""
    old = EntryUnit.objects.filter(unit=event.unit_id)
    both = set(EntryUnit.objects.filter(unit=event.into_id).values_list("entry", flat=True))
    kept = {"unit_id": event.unit_id, "into_id": event.into_id}
    FollowedMerge.objects.bulk_create(
        FollowedMerge(entry_id=row.entry_id, order=row.order, is_dropped=row.entry_id in both, **kept) for row in old
    )
    old.filter(entry__in=both).delete()
    old.update(unit=event.into_id)


def follow_parting(event: UnitsParted) -> None:
    """Listener: entries name the unit they named before, unless their team has changed its units since."""
    followed = FollowedMerge.objects.filter(unit=event.unit_id, into=event.into_id)
    for one in followed:
        here = EntryUnit.objects.filter(entry=one.entry_id)
        if one.is_dropped and here.filter(unit=event.into_id).exists():
            here.get_or_create(unit_id=event.unit_id, defaults={"entry_id": one.entry_id, "order": one.order})
        elif not one.is_dropped:
            here.filter(unit=event.into_id).update(unit=event.unit_id)
    followed.delete()
