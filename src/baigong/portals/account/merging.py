"""Two accounts of one person: ask, show both codes, look at what moves, put together, part again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.people.actions import ask_merge, merge_accounts, part_accounts, prove_merge
from baigong.domain.people.models import AccountMerge
from baigong.domain.people.moves import MERGES
from baigong.interface.my_data import counts
from baigong.kit import policy
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import SIGNED_IN, door
from baigong.kit.http.recent import ask_again
from baigong.kit.moves import unmet
from baigong.portals.account.forms import MergeCodesForm, MergeForm


def merge_of(request: HttpRequest, public_id: str) -> AccountMerge:
    """One of the own; of the account that moved away, too, nobody is left to ask."""
    return get_object_or_404(
        AccountMerge.objects.select_related("person", "other"), public_id=public_id, person=request.user.pk
    )


@door(SIGNED_IN, methods=("GET", "POST"))
def start(request: HttpRequest) -> HttpResponse:
    """Which other address; the answer is the same whether or not it has an account."""
    person: Any = request.user
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            merge = ask_merge(person, address=form.cleaned_data["address"], by=person)
        except BadInput as bad:
            form.add_error("address", str(bad.faults["address"]))
        else:
            return redirect("account:merge", merge.public_id)
    done = person.merges.filter(state="done")
    return render(
        request, "account_pages/merge_start.html", {"form": form, "done": done}, status=422 if form.errors else 200
    )


@door(SIGNED_IN, methods=("GET", "POST"), of=merge_of)
def merge(request: HttpRequest, found: AccountMerge) -> HttpResponse:
    """Both codes, then what moves, then one button; afterwards the way back."""
    form = MergeCodesForm(request.POST if found.state == "asked" and request.method == "POST" else None)
    if request.method == "POST" and (answer := ACTS.get(found.state, _nothing)(request, found, form)):
        return answer
    context = {"merge": found, "form": form, **_told(found)}
    return render(request, "account_pages/merge.html", context, status=422 if form.errors else 200)


def _told(found: AccountMerge) -> dict[str, Any]:
    """What would move, and why it may not."""
    if found.state != "proven" or found.other is None:
        return {}
    why_not = policy.why_not(found.person, Can.MERGE_ACCOUNTS, found)
    return {
        "counts": [(title, count) for title, count in counts(found.other) if count],
        "why_not": why_not or unmet(MERGES["carry_out"], found, by=found.person),
    }


def _prove(request: HttpRequest, found: AccountMerge, form: MergeCodesForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    try:
        prove_merge(found, by=request.user, **form.cleaned_data)
    except BadInput as bad:
        for name, sentence in bad.faults.items():
            form.add_error(name, str(sentence))
        return None
    return redirect("account:merge", found.public_id)


def _carry_out(request: HttpRequest, found: AccountMerge, _form: MergeCodesForm) -> HttpResponse:
    ask_again(request)
    merge_accounts(found, by=request.user)
    request.session.pop("gates", None)  # a role may have come along that asks for more at the door
    messages.success(request, _("The two accounts are one. Both addresses let you in."))
    return redirect("account:merge", found.public_id)


def _part(request: HttpRequest, found: AccountMerge, _form: MergeCodesForm) -> HttpResponse:
    ask_again(request)
    part_accounts(found, by=request.user)
    messages.success(request, _("The two accounts are two again. The other one lets you in with a code by mail."))
    return redirect("account:own-data")


def _nothing(*_args: Any) -> None:
    return None


ACTS = {"asked": _prove, "proven": _carry_out, "done": _part}
