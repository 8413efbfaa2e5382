"""Joining the jury: the invitation in two steps, and the oath."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.judging.actions import answer_judge, swear
from baigong.domain.judging.models import Judge
from baigong.domain.judging.queries.desk import judge_of
from baigong.domain.judging.queries.joining import invitation_of
from baigong.domain.judging.queries.oath import oath_of
from baigong.domain.judging.states import JudgeState
from baigong.interface.context import current_edition
from baigong.kit.http.doors import PUBLIC, SIGNED_IN, door
from baigong.portals.jury.forms import AnswerForm


@door(PUBLIC, methods=("GET", "POST"))
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """What is asked, and three buttons; opening the page changes nothing."""
    found = invitation_of(secret)
    if found is None:
        return render(request, "jury/invitation_gone.html", status=404)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _answer(request, secret, form.cleaned_data)
    page = {"invited": found, "form": form, "is_open": found.state == JudgeState.INVITED}
    return render(request, "jury/invitation.html", page, status=422 if form.errors else 200)


def _answer(request: HttpRequest, secret: str, said: dict[str, Any]) -> HttpResponse:
    accepts = said["answer"] != "decline"
    most = said["most_reads"] if said["answer"] == "fewer" else None
    answer_judge(secret, accept=accepts, by=request.user, most_reads=most)
    if accepts:
        return redirect("jury:oath")
    messages.success(request, _("Thank you for telling us. The office knows now."))
    return redirect("public:home")


def own_judgeship(request: HttpRequest) -> Judge:
    """The signed-in person as a judge of the year in view."""
    judge = judge_of(request.user, current_edition(request))
    if judge is None:
        raise Http404
    return judge


@door(SIGNED_IN, methods=("GET", "POST"))
def oath(request: HttpRequest) -> HttpResponse:
    """Two promises, each with its own tick."""
    judge = own_judgeship(request)
    if judge.state != JudgeState.ACCEPTED:
        return redirect("jury:home")
    notices = oath_of(judge.edition)
    given = all(request.POST.get(notice.key) for notice in notices)
    if request.method == "POST" and given:
        swear(judge, by=request.user)
        messages.success(request, _("Thank you. Your desk is ready."))
        return redirect("jury:home")
    page = {"judge": judge, "notices": notices, "is_missing": request.method == "POST"}
    return render(request, "jury/oath.html", page, status=422 if request.method == "POST" else 200)
