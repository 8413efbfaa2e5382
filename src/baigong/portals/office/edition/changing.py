"""Changes of one part: checked with the whole document, kept as a draft, or told what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from baigong.domain.editions.actions import keep_draft
from baigong.domain.editions.document import Document, Faults, build
from baigong.domain.editions.document.faults import Fault, written
from baigong.portals.office.edition.loading import Work
from baigong.portals.office.edition.places import Data, put
from baigong.portals.office.edition.posting import read_part


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was typed, and what is wrong with it by the name of its field ("" for the part as a whole)."""

    data: Data
    errors: Mapping[str, str]

    @property
    def is_kept(self) -> bool:
        return not self.errors


def change_part(request: HttpRequest, work: Work) -> Attempt:
    """Take a form over a part into the draft."""
    data = read_part(work.place.kind, request.POST, old=work.place.value)
    if request.POST.get("seen") != work.seen:
        sentence = _("Somebody changed this part meanwhile. Below is what you typed; send it again to put it in place.")
        return Attempt(data, {"": sentence})
    return _keep(request, work, data, put(work.document, work.place, data), at=work.place.indices)


def add_part(request: HttpRequest, work: Work) -> Attempt:
    """Put a new part at the end of a list."""
    data = read_part(work.place.kind, request.POST)
    values = [*work.place.value, data]
    return _keep(request, work, data, put(work.document, work.place, values), at=(*work.place.indices, len(values) - 1))


def arrange(request: HttpRequest, work: Work, values: list[Data]) -> Attempt:
    """Put a list in another order or take a part away."""
    return _keep(request, work, {}, put(work.document, work.place, values), at=work.place.indices)


def _keep(request: HttpRequest, work: Work, data: Data, whole: Data, *, at: tuple[str | int, ...]) -> Attempt:
    found = build(whole)
    if isinstance(found, Document):
        keep_draft(work.edition, found, by=request.user)
        return Attempt(data, {})
    return Attempt(data, _errors(found, at=written(at)))


def _errors(found: Faults, *, at: str) -> dict[str, str]:
    """Faults inside the part belong to its fields, all others to the whole."""
    errors: dict[str, str] = {}
    for fault in found.faults:
        field = _field(fault, at)
        errors.setdefault(field, f"{fault.sentence} {fault.way_out}")
    return errors


def _field(fault: Fault, at: str) -> str:
    if at and not fault.path.startswith(f"{at}."):
        return ""
    inner = fault.path.removeprefix(f"{at}.") if at else fault.path
    steps = inner.replace("[", ".").replace("]", "").split(".")
    return ".".join(str(int(step) - 1) if step.isdigit() else step for step in steps)
