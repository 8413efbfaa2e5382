"""The fixed words of our documents, in the reader's language or in both."""

from __future__ import annotations

from functools import cache

from django.utils import translation
from django.utils.translation import gettext_lazy as _

WORDS = {
    "seal": _("Seal of Baigong"),
    "qr": _("QR code that leads to the check page"),
    "rehearsal": _("Rehearsal"),
    "check-it": _("Scan, or type the number, to check this certificate."),
    "receipt": _("Receipt"),
    "received": _("Received"),
    "entry": _("Entry"),
    "version": _("Version"),
    "digest": _("Content hash (SHA-256)"),
    "signature": _("Signature"),
    "verify-offline": _(
        "This receipt is signed. It can be verified without us, with the public key and the file beside it."
    ),
    "for-whom": _("Who may enter"),
    "purpose": _("Why this award"),
    "tracks": _("Tracks"),
    "education": _("Kinds of education"),
    "units": _("Units"),
    "members": _("Members"),
    "timeline": _("Timeline"),
    "prizes": _("Prizes"),
    "criteria": _("How it is judged"),
    "questions": _("What the entry form asks"),
    "contact": _("Contact"),
    "prospectus": _("Prospectus"),
    "portfolio": _("Portfolio"),
    "minutes": _("Minutes"),
    "score-sheet": _("Score sheet"),
    "sheet-qr": _("QR code that leads to the page where this sheet is typed in"),
    "for-the-team": _("For the team"),
    "present": _("Present"),
    "decisions": _("Decisions"),
    "signatures": _("Signatures"),
    "evidence": _("Files"),
    "unanswered": _("Not answered yet"),
    "words-limit": _("characters at most"),
    "unshowable": _("The mark 〓 stands for a character that our typefaces do not have."),
}


@cache
def spoken(language: str) -> dict[str, str]:
    """Return all words in one language; read once, they never change while we run."""
    with translation.override(language):
        return {key: str(text) for key, text in WORDS.items()}
