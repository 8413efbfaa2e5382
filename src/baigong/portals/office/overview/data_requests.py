"""What people ask about their own data, with the law's clock, and the answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.people.actions import answer_data_request, delay_data_request
from baigong.domain.people.models import DataRequest
from baigong.domain.people.queries import waiting_requests
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import door
from baigong.portals.office.overview.views import edition_in_view


@door(Can.READ_LETTERS, of=edition_in_view)
def listed(request: HttpRequest, _edition: Edition) -> HttpResponse:
    """What waits, the most urgent first."""
    return render(request, "office/overview/data_requests.html", {"waiting": waiting_requests(but=request.user)})


def one_request(request: HttpRequest, public_id: str) -> DataRequest:
    found: DataRequest = get_object_or_404(waiting_requests(but=request.user), public_id=public_id)
    return found


@door(Can.ANSWER_DATA_REQUEST, methods=("POST",), of=one_request)
def answer(request: HttpRequest, asked: DataRequest) -> HttpResponse:
    """Done, refused with a reason, or longer with a reason."""
    words, what = request.POST.get("answer", ""), request.POST.get("do", "")
    try:
        if what == "delay":
            delay_data_request(asked, why=words, by=request.user)
        else:
            answer_data_request(asked, grant=what == "grant", answer=words, by=request.user)
    except BadInput as wrong:
        messages.error(request, " ".join(map(str, wrong.faults.values())))
    else:
        messages.success(request, _("Answered. The person gets a letter."))
    return redirect("office:data_requests")
