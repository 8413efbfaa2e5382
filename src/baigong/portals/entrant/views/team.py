"""The team and its units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries import actions
from baigong.domain.entries.models import Entry, Member
from baigong.domain.entries.queries import may_lead_again, takes_words, units_of
from baigong.domain.entries.states import MemberState
from baigong.domain.units.actions import find_or_add
from baigong.domain.units.queries import suggest
from baigong.kit import policy
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import SIGNED_IN, door
from baigong.kit.http.recent import ask_again
from baigong.kit.http.safety import safe_next
from baigong.kit.taiwan.numbers import number_kind
from baigong.portals.entrant.forms import InviteForm, NameForm, UnitForm
from baigong.portals.entrant.loaders import entry_of
from baigong.portals.entrant.queries import own_place

Act = Callable[[HttpRequest, Entry], Form | None]


@door(Can.VIEW_ENTRY, methods=("GET", "POST"), of=entry_of)
def members(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Who is on the team, which units stand on the entry."""
    if request.method == "GET":
        return _page(request, entry)
    act = ACTS.get(request.POST.get("do", ""))
    if act is None:
        raise Http404
    wrong = act(request, entry)
    if wrong is not None:
        return _page(request, entry, wrong)
    messages.success(request, _("Saved."))
    return redirect("entrant:list") if act is _leave else redirect(request.path)


@door(Can.VIEW_ENTRY, methods=("GET", "POST"), of=entry_of)
def reminders(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Where a reminder's link leads: it shows, the button decides."""
    own = _own(request, entry)
    if request.method == "POST":
        actions.set_reminders(own, wanted=request.POST.get("do") == "on", by=request.user)
        messages.success(request, _("Saved."))
        return redirect(request.path)
    return render(request, "entrant/reminders.html", {"entry": entry, "own": own})


@door(Can.VIEW_ENTRY, methods=("POST",), of=entry_of)
def changes_read(request: HttpRequest, entry: Entry) -> HttpResponse:
    """What changed in the questions was read; it is not shown to this person again."""
    actions.note_changes_read(_own(request, entry), by=request.user)
    return redirect(safe_next(request, default="entrant:list"))


def _own(request: HttpRequest, entry: Entry) -> Member:
    own = own_place(entry, request.user)
    if own is None:
        raise Http404
    return own


@door(SIGNED_IN)
def units(request: HttpRequest) -> HttpResponse:
    """Units that the typed text may mean."""
    return JsonResponse({"units": [one.data() for one in suggest(request.GET.get("q", ""))]})


def _page(request: HttpRequest, entry: Entry, wrong: Form | None = None) -> HttpResponse:
    own = own_place(entry, request.user)
    forms: dict[type[Form], Form] = {
        InviteForm: InviteForm(),
        UnitForm: UnitForm(edition=entry.edition),
        NameForm: NameForm(initial={"name": own.name, "name_en": own.name_en} if own else None),
    }
    if wrong is not None:
        forms[type(wrong)] = wrong
    context = {
        "entry": entry,
        "team": [member for member in entry.members.all() if member.state != MemberState.LEFT],
        "units": [row.unit for row in entry.entry_units.all()],
        "is_lead": policy.allowed(request.user, Can.MANAGE_MEMBERS, entry),
        "may_write": policy.allowed(request.user, Can.EDIT_ENTRY, entry) and takes_words(entry),
        "own": own,
        "may_lead_again": own is not None and may_lead_again(own),
        "invite_form": forms[InviteForm],
        "unit_form": forms[UnitForm],
        "name_form": forms[NameForm],
        "wrong": wrong,
    }
    return render(request, "entrant/team.html", context, status=422 if wrong is not None else 200)


def _try(form: Form, act: Callable[..., Any], names: dict[str, str] | None = None) -> Form | None:
    """Run one verb on the input of a form; the form comes back where something is wrong."""
    if not form.is_valid():
        return form
    try:
        act(**form.cleaned_data)
    except BadInput as refused:
        for key, sentence in refused.faults.items():
            field = (names or {}).get(key, key)
            form.add_error(field if field in form.fields else None, str(sentence))
        return form
    return None


def _invite(request: HttpRequest, entry: Entry) -> Form | None:
    return _try(InviteForm(request.POST), lambda **given: actions.invite_member(entry, by=request.user, **given))


FIELDS_OF_UNIT = {"name": "unit", "units": "unit", "business_number": "number", "school_code": "number"}


def _add_unit(request: HttpRequest, entry: Entry) -> Form | None:
    def add(*, kind: str, unit: str, county: str, number: str) -> None:
        known = {number_kind(number): number} if number else {}
        with transaction.atomic():
            found = find_or_add(kind=kind, name=unit, county=county, by=request.user, **known)
            actions.set_units(entry, [*(row.unit for row in units_of(entry)), found], by=request.user)

    policy.require(request.user, Can.EDIT_ENTRY, entry)
    return _try(UnitForm(request.POST, edition=entry.edition), add, FIELDS_OF_UNIT)


def _remove_unit(request: HttpRequest, entry: Entry) -> None:
    gone = request.POST.get("unit", "")
    left = [row.unit for row in entry.entry_units.all() if row.unit.public_id != gone]
    actions.set_units(entry, left, by=request.user)


def _name(request: HttpRequest, entry: Entry) -> Form | None:
    own = _own(request, entry)
    return _try(NameForm(request.POST), lambda **given: actions.name_self(own, by=request.user, **given))


def _member(request: HttpRequest, entry: Entry) -> Member:
    wanted = request.POST.get("member", "")
    found = next((member for member in entry.members.all() if member.public_id == wanted), None)
    if found is None:
        raise Http404
    return found


def _again(request: HttpRequest, entry: Entry) -> None:
    actions.invite_again(_member(request, entry), by=request.user)


def _remove(request: HttpRequest, entry: Entry) -> None:
    actions.remove_member(_member(request, entry), by=request.user)


def _role(request: HttpRequest, entry: Entry) -> None:
    actions.change_role(_member(request, entry), role=request.POST.get("role", ""), by=request.user)


def _hand_over(request: HttpRequest, entry: Entry) -> None:
    ask_again(request)
    actions.hand_over_lead(_member(request, entry), by=request.user)


def _take_back(request: HttpRequest, entry: Entry) -> None:
    ask_again(request)
    actions.take_lead_back(_own(request, entry), by=request.user)


def _leave(request: HttpRequest, entry: Entry) -> None:
    actions.leave(_member(request, entry), by=request.user)


ACTS: dict[str, Act] = {
    "invite": _invite,
    "again": _again,
    "remove": _remove,
    "role": _role,
    "hand-over": _hand_over,
    "take-back": _take_back,
    "leave": _leave,
    "add-unit": _add_unit,
    "remove-unit": _remove_unit,
    "name": _name,
}
