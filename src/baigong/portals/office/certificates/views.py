"""The list of certificates, and one with its history."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.certificates import actions
from baigong.domain.certificates.jobs import issue_all
from baigong.domain.certificates.models import Certificate
from baigong.domain.certificates.queries import counts_by_state, history_of, issued_in, not_issued
from baigong.domain.editions.models import Edition
from baigong.interface.context import current_edition
from baigong.kit import policy
from baigong.kit.errors import BadInput
from baigong.kit.http.doors import door
from baigong.kit.text import clean_line
from baigong.portals.office.certificates.forms import CorrectForm, RevokeForm

PER_PAGE = 50


def edition_in_view(request: HttpRequest, **_more: object) -> Edition:
    """The year the office works on."""
    if (edition := current_edition(request)) is None:
        raise Http404
    return edition


def certificate_of(request: HttpRequest, code: str) -> Certificate:
    """A certificate of that year."""
    found: Certificate = get_object_or_404(issued_in(edition_in_view(request)), code=code)
    return found


@door(Can.VIEW_CERTIFICATES, of=edition_in_view)
def certificates(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Everything that was issued, and what could not be."""
    words = clean_line(request.GET.get("q", "")).strip()[:60]
    page = Paginator(issued_in(edition, words=words), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "words": words, "counts": counts_by_state(edition), "missing": not_issued(edition)}
    return render(request, "office/certificates/list.html", context)


@door(Can.ISSUE_CERTIFICATE, methods=("POST",), of=edition_in_view)
def issue_missing(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Try again to issue those that are missing."""
    for selection in edition.selections.filter(state="published"):
        issue_all.enqueue(selection.pk)
    messages.success(request, _("The missing certificates are being issued."))
    return redirect("office:certificates")


@door(Can.VIEW_CERTIFICATES, methods=("GET", "POST"), of=certificate_of)
def certificate(request: HttpRequest, one: Certificate) -> HttpResponse:
    """One certificate: what it says, what became of it, and the way to put it right."""
    correcting = CorrectForm(_posted(request, "correct"), initial=_printed(one))
    revoking = RevokeForm(_posted(request, "revoke"))
    if request.method == "POST" and (done := _act(request, one, correcting, revoking)):
        return redirect("office:certificate", done.code)
    context = {
        "certificate": one,
        "history": history_of(one),
        "correcting": correcting if policy.allowed(request.user, Can.CORRECT_CERTIFICATE, one) else None,
        "revoking": revoking if policy.allowed(request.user, Can.REVOKE_CERTIFICATE, one) else None,
    }
    status = 422 if correcting.errors or revoking.errors else 200
    return render(request, "office/certificates/one.html", context, status=status)


def _posted(request: HttpRequest, act: str) -> QueryDict | None:
    """What was sent, if it was sent for this act."""
    return request.POST if request.POST.get("do") == act else None


def _printed(one: Certificate) -> dict[str, str]:
    names = one.payload.get("names", {})
    return {"names": "\n".join(names.get("zh", [])), "names_en": "\n".join(names.get("en", []))}


def _act(request: HttpRequest, one: Certificate, correcting: CorrectForm, revoking: RevokeForm) -> Certificate | None:
    """Carry out what was asked; None where a form has to be shown again."""
    try:
        if correcting.is_bound and correcting.is_valid():
            return actions.supersede(
                one, names=correcting.chosen(), reason=correcting.cleaned_data["reason"], by=request.user
            )
        if revoking.is_bound and revoking.is_valid():
            return actions.revoke(one, reason=revoking.cleaned_data["reason"], by=request.user)
    except BadInput as refused:
        messages.error(request, str(refused))
    return None
