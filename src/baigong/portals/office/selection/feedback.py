"""Words that a human reads before the team does."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.selection import actions
from baigong.domain.selection.models import Feedback
from baigong.domain.selection.queries.feedback import held_feedback
from baigong.kit.http.doors import door
from baigong.portals.office.selection.loading import edition_in_view


@door(Can.VIEW_SELECTION, of=edition_in_view)
def held(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Everything that waits."""
    return render(request, "office/selection/feedback.html", {"pages": held_feedback(edition)})


def one_page(request: HttpRequest, public_id: str) -> Feedback:
    """A held page of the year in view."""
    pages = Feedback.objects.filter(selection__edition=edition_in_view(request), released_at=None, public_id=public_id)
    page = pages.select_related("selection").first()
    if page is None:
        raise Http404
    return page


@door(Can.PROPOSE_SELECTION, methods=("POST",), of=one_page)
def release(request: HttpRequest, page: Feedback) -> HttpResponse:
    """Let it go as it now stands."""
    actions.release_feedback(page, texts=request.POST.getlist("text"), by=request.user)
    messages.success(request, _("Released. The team can read it now."))
    return redirect("office:feedback")
