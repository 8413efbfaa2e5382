"""The digest of a frozen list: what two people put their names to."""

from __future__ import annotations

from baigong.domain.selection.models import Meeting, Placement, Selection
from baigong.kit import text


def winners_of(selection: Selection) -> list[tuple[str, str]]:
    """(prize, entry) of everybody who is to win, in an order that says nothing about rank."""
    lines = Placement.objects.filter(selection=selection).values_list("entry__public_id", "prizes")
    return sorted((prize, entry) for entry, prizes in lines for prize in prizes)


def overruled_in(selection: Selection) -> list[tuple[str, list[str], str]]:
    """(entry, its prizes now, why) wherever the meeting decided otherwise than the engine."""
    lines = Placement.objects.filter(selection=selection).exclude(overruled="").order_by("entry__public_id")
    return list(lines.values_list("entry__public_id", "prizes", "overruled"))


def digest_of(selection: Selection) -> str:
    """SHA-256 of the list as it is now: the record it rests on, the minutes, the winners, the time it opens."""
    opens = selection.publish_at.isoformat() if selection.publish_at else ""
    frozen = {
        "selection": selection.public_id,
        "record": text.digest(selection.record),
        "minutes": Meeting.objects.filter(selection=selection).values_list("digest", flat=True).first() or "",
        "winners": [list(pair) for pair in winners_of(selection)],
        "opens": opens,
    }
    return text.digest(frozen)
