"""The verbs of a unit: find it or add it, merge two that are one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.units.events import UnitMerged, UnitsParted
from baigong.domain.units.models import Merge, Unit
from baigong.domain.units.queries import listings
from baigong.domain.units.schools import School
from baigong.kit import audit, policy, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.events import emit
from baigong.kit.prepared import Prepared
from baigong.kit.taiwan import counties, numbers
from baigong.kit.text import clean_line

LONGEST = 200
NUMBERS = ("school_code", "business_number")


@transaction.atomic
def find_or_add(
    *, kind: str, name: str, by: Any, county: str = "", school_code: str = "", business_number: str = ""
) -> Unit:
    """The unit that is meant: by its number, else by its name in its county; added where it is not known yet.

    Raises BadInput under "name", "county", "school_code" or "business_number".
    """
    meant = _tidy(kind=kind, name=name, county=county, school_code=school_code, business_number=business_number)
    if found := _find(meant):
        return _numbered(found, meant, by=by)
    unit = Unit.objects.create(**meant)
    audit.record("unit.add", unit, by=by, name=unit.name, kind=kind)
    return unit


def _numbered(unit: Unit, meant: dict[str, str], *, by: Any) -> Unit:
    """A number that was not known yet stays with a unit that people named; official lists know better than letters."""
    new = {key: meant[key] for key in NUMBERS if meant[key] and not getattr(unit, key)}
    if new and not unit.is_listed:
        Unit.objects.filter(pk=unit.pk).update(**new)
        vars(unit).update(new)
        audit.record("unit.number", unit, by=by, **new)
    return unit


def _tidy(*, kind: str, name: str, county: str, school_code: str, business_number: str) -> dict[str, str]:
    tidy = {
        "kind": kind,
        "name": clean_line(name),
        "county": _county(county),
        "school_code": numbers.tidy(school_code),
        "business_number": numbers.tidy(business_number),
    }
    if faults := _faults(tidy, county=county):
        raise BadInput(_("Something about the unit needs a correction."), faults)
    return tidy


def _county(text: str) -> str:
    found = counties.find_county(text)
    return found.name.zh if found else ""


def _name_faults(name: str) -> dict[str, str]:
    if not name:
        return {"name": _("Write the name of the unit.")}
    if len(name) > LONGEST:
        return {"name": _("The name may have {n} characters at most.").format(n=LONGEST)}
    return {}


def _faults(tidy: dict[str, str], *, county: str) -> dict[str, str]:
    faults = _name_faults(tidy["name"])
    if county.strip() and not tidy["county"]:
        faults["county"] = _("Choose one of the 22 counties and cities.")
    if tidy["school_code"] and not numbers.is_school_code(tidy["school_code"]):
        faults["school_code"] = _("A school code has four or six places. Leave it empty if you are not sure.")
    if tidy["business_number"] and not numbers.is_business_number(tidy["business_number"]):
        faults["business_number"] = _("One of the eight digits is wrong. Look at the letterhead once more.")
    return faults


def _by(*values: str, names: str) -> QuerySet[Unit]:
    facts = dict(zip(names.split(), values, strict=True))
    return Unit.objects.filter(**facts).select_related("merged_into")[:2]


_units = Prepared(_by)


def _only(facts: dict[str, str]) -> Unit | None:
    """The one unit of these facts; none where there are several."""
    found = _units(*facts.values(), names=" ".join(facts))
    return found[0] if len(found) == 1 else None


def _find(meant: dict[str, str]) -> Unit | None:
    known = {key: meant[key] for key in NUMBERS if meant[key]}
    found = _by_number(known) or _by_name(meant, known)
    return (found.merged_into or found) if found else None


def _by_number(known: dict[str, str]) -> Unit | None:
    rows = (Unit.objects.filter(**{key: number}).select_related("merged_into").first() for key, number in known.items())
    return next(filter(None, rows), None)


def _by_name(meant: dict[str, str], known: dict[str, str]) -> Unit | None:
    """The one unit of this name, and of this county if one was told."""
    same = {"kind": meant["kind"], "name": meant["name"]} | dict.fromkeys(known, "")
    return _only(same | {"county": meant["county"]}) or (None if meant["county"] else _only(same))


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an imported list."""

    added: int
    changed: int
    same: int


@transaction.atomic
def take_schools(schools: Iterable[School], *, kind: str, by: Any) -> Taken:
    """Take an official list over: known by their code, schools are added or brought up to date, never deleted."""
    policy.require(by, Can.KEEP_UNITS)
    found = listings(schools)
    fresh = [Unit(kind=kind, school_code=one.school.code, **_told(one.school)) for one in found if one.is_new]
    Unit.objects.bulk_create(fresh, batch_size=500)
    changed = [Unit(pk=one.unit_id, **_told(one.school)) for one in found if one.differences]
    Unit.objects.bulk_update(changed, ["name", "county", "district", "level", "is_listed"], batch_size=500)
    taken = Taken(len(fresh), len(changed), len(found) - len(fresh) - len(changed))
    audit.record("units.take", None, by=by, kind=kind, added=taken.added, changed=taken.changed)
    return taken


def _told(school: School) -> dict[str, Any]:
    """What an official list says of a school."""
    told: dict[str, Any] = {"name": school.name, "county": school.county, "district": school.district}
    return told | {"level": school.level, "is_listed": True}


@transaction.atomic
def merge_units(unit: Unit, into: Unit, *, by: Any) -> Unit:
    """Two rows are one unit: from now on the second stands for both, on entries too."""
    policy.require(by, Can.KEEP_UNITS)
    target = into.merged_into or into
    if target == unit:
        raise BadInput(_("A unit cannot be merged into itself."))
    under = Unit.objects.filter(merged_into=unit)
    carried = list(under.values_list("pk", flat=True))
    Merge.objects.create(unit=unit, into=target, carried=carried, merged_at=time.now())
    under.update(merged_into=target)
    unit.merged_into = target
    unit.save(update_fields=["merged_into"])
    emit(UnitMerged(unit_id=unit.pk, into_id=target.pk))
    audit.record("unit.merge", unit, by=by, into=target.public_id, name=unit.name)
    return target


@transaction.atomic
def part_units(merge: Merge, *, by: Any) -> Unit:
    """They were two after all: the unit stands for itself again, on the entries that named it and did not change it."""
    policy.require(by, Can.KEEP_UNITS)
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=merge.unit_id)
    if merge.undone_at is not None or unit.merged_into_id != merge.into_id:
        raise Refused(_("Another merge came on top of this one. Undo that one first."))
    unit.merged_into = None
    unit.save(update_fields=["merged_into"])
    Unit.objects.filter(pk__in=merge.carried, merged_into=merge.into_id).update(merged_into=unit)
    Merge.objects.filter(pk=merge.pk).update(undone_at=time.now())
    emit(UnitsParted(unit_id=unit.pk, into_id=merge.into_id))
    audit.record("unit.part", unit, by=by, into=merge.into.public_id)
    return unit
