"""Check everything, submit, keep the receipt, take it back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.actions import submit_entry
from baigong.domain.entries.models import Entry, Receipt
from baigong.domain.entries.queries import Gap, answers_of, files_of, gaps, questions, takes_submission
from baigong.domain.sheets.showing import shown_answers
from baigong.interface.answers import files_shown
from baigong.interface.portfolio import receipt_as_pdf
from baigong.kit import policy
from baigong.kit.errors import Refused
from baigong.kit.files.downloads import send_bytes
from baigong.kit.http.doors import SIGNED_IN, door
from baigong.kit.prepared import Prepared
from baigong.kit.signing.statements import Signed
from baigong.portals.entrant.loaders import entry_of, receipt_of
from baigong.portals.entrant.queries import telling
from baigong.portals.entrant.sheet import file_address, sections_of
from baigong.portals.entrant.standing import standing_of


@door(Can.VIEW_ENTRY, methods=("GET", "POST"), of=entry_of)
def submit(request: HttpRequest, entry: Entry) -> HttpResponse:
    """One page to check everything, then submit."""
    refused: Refused | None = None
    if request.method == "POST":
        try:
            receipt = submit_entry(entry, by=request.user)
            return redirect("entrant:receipt", entry.public_id, receipt.public_id)
        except Refused as error:
            refused = error
    return render(
        request, "entrant/check.html", _checked(request, entry, refused), status=refused.status if refused else 200
    )


_receipts = Prepared(lambda entry: Receipt.objects.filter(entry=entry).order_by("-version")[:1])


def _checked(request: HttpRequest, entry: Entry, refused: Refused | None) -> dict[str, Any]:
    answers = answers_of(entry)
    return {
        "entry": entry,
        "telling": telling(entry, answers),
        "gaps": [{"gap": gap, "href": _place(entry, gap)} for gap in gaps(entry, answers)],
        "shown": shown_answers(questions(entry), answers, track=entry.track.key),
        "files": files_shown(files_of(entry, answers), address=file_address),
        "standing": standing_of(entry),
        "refused": refused,
        "why_not": policy.why_not(request.user, Can.SUBMIT_ENTRY, entry),
        "is_open": takes_submission(entry),
        "is_same": entry.submitted_version == entry.version and entry.state == "submitted",
        "receipt": _receipts.first(entry.pk),
    }


def _place(entry: Entry, gap: Gap) -> str:
    """Where a gap is mended."""
    for section in sections_of(entry):
        if gap.place in {question.key for question in section.questions}:
            return f"{reverse('entrant:write', args=(entry.public_id, section.key))}?check=1#q-{gap.place}"
    return f"{reverse('entrant:members', args=(entry.public_id,))}#{gap.place}"


@door(SIGNED_IN, of=receipt_of)
def receipt(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """The signed receipt as a page."""
    return render(request, "entrant/receipt.html", {"receipt": receipt, "entry": receipt.entry})


@door(SIGNED_IN, of=receipt_of)
def receipt_file(_request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """The file that `baigong verify_receipt` reads."""
    signed = Signed(receipt.payload, receipt.key_id, receipt.signature)
    name = f"{receipt.entry.title or receipt.entry.public_id}-{_('receipt')}.json"
    return send_bytes(signed.as_file().encode(), name=name, media_type="application/json")


@door(SIGNED_IN, of=receipt_of)
def receipt_pdf(_request: HttpRequest, receipt: Receipt) -> HttpResponse:
    """The receipt to print and keep."""
    pdf = receipt_as_pdf(receipt, language=get_language() or "zh-hant")
    name = f"{receipt.entry.title or receipt.entry.public_id}-{_('receipt')}.pdf"
    return send_bytes(pdf, name=name, media_type="application/pdf")
