"""An invitation to a team: its link shows, its buttons answer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.entries.actions import answer_invitation
from baigong.domain.entries.actions.members import invited
from baigong.domain.entries.models import Member
from baigong.domain.entries.states import MemberState
from baigong.kit.http.doors import PUBLIC, door
from baigong.portals.entrant.forms import NameForm


@door(PUBLIC, methods=("GET", "POST"))
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening it changes nothing, whoever opens it: mail scanners follow links too."""
    member = invited(secret)
    form = NameForm(request.POST or None, initial={"name": member.name, "name_en": member.name_en})
    if request.method == "POST":
        return _answer(request, secret, member, form)
    return _page(request, member, form)


def _page(request: HttpRequest, member: Member, form: NameForm) -> HttpResponse:
    lead = member.entry.members.filter(role="lead").first()
    context = {"member": member, "entry": member.entry, "form": form, "lead": lead}
    context["is_answered"] = member.state != MemberState.PENDING
    return render(request, "entrant/invitation.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, secret: str, member: Member, form: NameForm) -> HttpResponse:
    if request.POST.get("do") == "decline":
        answer_invitation(secret, accept=False, by=request.user if request.user.is_authenticated else None)
        messages.success(request, _("You declined. We will not use your name and address any further."))
        return redirect(request.path)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if not form.is_valid():
        return _page(request, member, form)
    answer_invitation(secret, accept=True, by=request.user, **form.cleaned_data)
    messages.success(request, _("Welcome to the team."))
    return redirect("entrant:entry", member.entry.public_id)
