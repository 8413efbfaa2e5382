"""The minutes of a meeting as the typesetter reads them, in the reader's language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.selection.models import Meeting
from baigong.domain.selection.queries.pages import prize_names
from baigong.domain.selection.states import ItemKind
from baigong.interface.manuscripts import Line
from baigong.kit.taiwan.dates import Moment, moment_text


def minutes_page(meeting: Meeting) -> dict[str, Any]:
    """What `minutes.typ` prints of sealed minutes."""
    sealed, names = meeting.minutes, prize_names(meeting.edition_id)
    present = sealed["present"]
    return {
        "title": str(meeting.edition),
        "over": _("Final meeting"),
        "lead": _("Digest of these minutes: %(digest)s") % {"digest": meeting.digest},
        "facts": [
            [_("Opened"), _stamp(sealed["opened"])],
            [_("Closed"), _stamp(sealed["closed"])],
            [
                _("In the room"),
                _("%(n)d people, a quorum of %(needed)d") % {"n": len(present), "needed": sealed["quorum"]},
            ],
        ],
        "present": present,
        "items": [_item(number, item, names) for number, item in enumerate(sealed["items"], 1)],
        "signatures": [_("Chair"), _("Minutes taken by")],
    }


def as_lines(page: dict[str, Any]) -> list[Line]:
    """The same page as headings and paragraphs, for a word processor."""
    parties = _(", ").join(page["present"])
    head = [(1, f"{page['title']}　{page['over']}"), (0, page["lead"])]
    facts = [(0, f"{label}{_(': ')}{value}") for label, value in page["facts"]]
    points = [line for item in page["items"] for line in _point(item)]
    rooms = [(0, f"{role}{_(': ')}" + "＿" * 12) for role in page["signatures"]]
    return [*head, *facts, (2, _("In the room")), (0, parties), *points, (2, _("Signatures")), *rooms]


def _point(item: dict[str, str]) -> list[Line]:
    said = [(0, line) for line in item["text"].split("\n") if line]
    return [(2, item["heading"]), *said, (0, f"{_('Decisions')}{_(': ')}{item['decision']}")]


def _stamp(moment: str) -> str:
    return str(moment_text(Moment.of(datetime.fromisoformat(moment)))) if moment else ""


def _item(number: int, item: dict[str, Any], names: dict[str, str]) -> dict[str, str]:
    label = item["title"] or names.get(item["prize"], item["prize"])
    lines = [str(ItemKind(item["kind"]).label), item["notes"], _votes(item), _stepped_out(item["stepped_out"])]
    decision = _prizes(item["after"], names | item["names"])
    if item["before"] != item["after"] and not item["prize"]:
        decision = f"{_prizes(item['before'], names)} → {decision}"
    reason = item["reason"]
    return {
        "heading": f"{number}. {label}",
        "text": "\n".join(line for line in lines if line),
        "decision": f"{decision}{_(': ')}{reason}" if reason else decision,
    }


def _prizes(keys: list[str], names: dict[str, str]) -> str:
    return _(", ").join(names.get(key, key) for key in keys) or _("no prize")


def _stepped_out(people: list[str]) -> str:
    return _("Stepped out: %(names)s.") % {"names": _(", ").join(people)} if people else ""


def _votes(item: dict[str, Any]) -> str:
    tally = item["tally"]
    if not tally:
        return _("No vote: agreed without objection.")
    how = _("Secret vote") if item["is_secret"] else _("Open vote")
    if "yes" not in tally:
        return _("%(how)s: %(n)d ranked ballots.") % {"how": how, "n": tally["ballots"]}
    counts = {key: tally[key] for key in ("yes", "no", "abstain")}
    return _("%(how)s: %(yes)d for, %(no)d against, %(abstain)d abstained.") % {"how": how, **counts}
