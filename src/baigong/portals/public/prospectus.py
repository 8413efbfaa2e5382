"""The prospectus of an edition as plain data for the typesetter."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.editions.document import Document
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import document_of, timeline


def prospectus_of(edition: Edition) -> dict[str, Any]:
    """All that the prospectus prints, in the reader's language."""
    document = document_of(edition)
    return {
        "title": str(document.programme),
        "edition": str(document.name),
        "lead": str(document.promise),
        "purpose": f"{document.purpose}\n{document.invitation}",
        "tracks": _named(document.tracks),
        "education": _named(document.education),
        "units": [
            {"name": str(group.name), "members": [str(kind.name) for kind in group.kinds]} for group in document.units
        ],
        "milestones": [{"date": str(stage.moment), "name": str(stage.name)} for stage in timeline(edition)],
        "prizes": [_prize(prize) for prize in document.prizes],
        "criteria": [
            {"name": str(criterion.name), "text": str(criterion.question)} for criterion in document.rubrics[0].criteria
        ],
        "questions": [
            {"text": str(question.text), "limit": question.limit} for question in document.entry_sheet().questions()
        ],
        "contact": _contacts(document),
    }


def _named(parts: Any) -> list[dict[str, str]]:
    return [{"name": str(part.name), "text": str(part.text)} for part in parts]


def _prize(prize: Any) -> dict[str, str]:
    counted = _("%(count)s in each track") if prize.per == "track" else _("%(count)s in all")
    brings = "\n".join(f"・{benefit.text}" for benefit in prize.brings)
    return {
        "name": str(prize.name),
        "count": counted % {"count": prize.count},
        "text": f"{prize.text}\n{brings}".strip(),
    }


def _contacts(document: Document) -> list[list[str]]:
    rows = []
    for contact in document.contacts:
        reached = " · ".join(
            part for part in (contact.person, contact.mailbox, contact.phone) if part and not contact.fill_in
        )
        rows.append([str(contact.role), f"{contact.organisation} {reached}".strip()])
    return rows
