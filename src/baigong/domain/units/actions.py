"""The verbs of a unit: find it or add it, merge two that are one."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.units.models import Unit
from baigong.kit import audit
from baigong.kit.errors import BadInput
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
        return found
    unit = Unit.objects.create(**meant)
    audit.record("unit.add", unit, by=by, name=unit.name, kind=kind)
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


def _faults(tidy: dict[str, str], *, county: str) -> dict[str, str]:
    faults = {}
    if not tidy["name"]:
        faults["name"] = _("Write the name of the unit.")
    elif len(tidy["name"]) > LONGEST:
        faults["name"] = _("The name may have {n} characters at most.").format(n=LONGEST)
    if county.strip() and not tidy["county"]:
        faults["county"] = _("Choose one of the 22 counties and cities.")
    if tidy["school_code"] and not numbers.is_school_code(tidy["school_code"]):
        faults["school_code"] = _("A school code has four or six places. Leave it empty if you are not sure.")
    if tidy["business_number"] and not numbers.is_business_number(tidy["business_number"]):
        faults["business_number"] = _("One of the eight digits is wrong. Look at the letterhead once more.")
    return faults


def _find(meant: dict[str, str]) -> Unit | None:
    known = {key: meant[key] for key in NUMBERS if meant[key]}
    for key, number in known.items():
        if unit := Unit.objects.filter(**{key: number}).select_related("merged_into").first():
            return unit.merged_into or unit
    same = {"kind": meant["kind"], "name": meant["name"], "county": meant["county"]} | dict.fromkeys(known, "")
    found = Unit.objects.filter(**same).select_related("merged_into").first()
    return (found.merged_into or found) if found else None
