"""Words that a human reads before the team does."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.selection import actions
from baigong.domain.selection.models import Feedback
from baigong.domain.selection.queries.feedback import Said, count_held, held_feedback
from baigong.kit import policy
from baigong.kit.errors import Refused
from baigong.kit.http.doors import door
from baigong.portals.office.selection.loading import edition_in_view

WHY = {
    "unkind": gettext_lazy("This may hurt. Say it more kindly, or leave it out."),
    "identifying": gettext_lazy("This may tell who wrote it: a name, a workplace or an address. Take that out."),
}


@door(Can.VIEW_SELECTION, of=edition_in_view)
def held(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Everything that waits."""
    page = {
        "pages": [(one, [_told(said) for said in one.words]) for one in held_feedback(edition)],
        "waiting": count_held(edition),
        "may_release": policy.allowed(request.user, Can.PROPOSE_SELECTION, edition),
    }
    return render(request, "office/selection/feedback.html", page)


def _told(said: Said) -> tuple[Said, str]:
    """Words, and why somebody should look at them."""
    return said, " ".join(str(WHY[kind]) for kind in said.doubts)


def one_page(request: HttpRequest, public_id: str) -> Feedback:
    """A page of the year in view."""
    pages = Feedback.objects.filter(selection__edition=edition_in_view(request), public_id=public_id)
    page = pages.select_related("selection").first()
    if page is None:
        raise Http404
    return page


@door(Can.PROPOSE_SELECTION, methods=("POST",), of=one_page)
def release(request: HttpRequest, page: Feedback) -> HttpResponse:
    """Let it go as it now stands."""
    try:
        actions.release_feedback(page, texts=request.POST.getlist("text"), by=request.user)
        messages.success(request, _("Released. The team can read it now."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("office:feedback")
