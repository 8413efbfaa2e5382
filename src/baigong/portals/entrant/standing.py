"""Where an entry stands, in plain words and dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from baigong.domain.editions.queries import milestone_at
from baigong.domain.entries.models import Entry
from baigong.domain.entries.moves import MOVES
from baigong.domain.entries.queries import UNDO_FOR, closes_at, grace_of
from baigong.domain.entries.states import EntryState as S
from baigong.kit import time
from baigong.kit.moves import obstacle
from baigong.kit.taiwan.dates import Moment, day_text, moment_text

STEPS = ("write", "submit", "eligibility", "judging", "results")
AT = {
    S.DRAFT: 0,
    S.SUBMITTED: 2,
    S.RETURNED: 2,
    S.ELIGIBLE: 3,
    S.JUDGED: 4,
    S.DECIDED: 4,
    S.INELIGIBLE: 2,
    S.WITHDRAWN: 1,
}
KINDS = {
    S.DRAFT: "plain",
    S.RETURNED: "bad",
    S.ELIGIBLE: "ok",
    S.INELIGIBLE: "bad",
    S.DECIDED: "ok",
    S.WITHDRAWN: "plain",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One line for the list, one sentence for the page, and the track of stages; `grace` is in minutes."""

    entry: Entry
    kind: str
    word: str
    due: datetime | None
    grace: int

    @property
    def sentence(self) -> str:
        return _sentence(self.entry, self.due)

    @property
    def stages(self) -> list[dict[str, Any]]:
        return _stages(self.entry)


def standing_of(entry: Entry) -> Standing:
    state = S(entry.state)
    due = closes_at(entry) if state in {S.DRAFT, S.SUBMITTED, S.RETURNED} else None
    grace = grace_of(entry) // timedelta(minutes=1) if due else 0
    return Standing(entry, KINDS.get(state, "wait"), _word(state), due, grace)


def undo_until(entry: Entry, *, by: Any) -> datetime | None:
    """Until when this person may undo the withdrawal; None where nothing can be undone."""
    if entry.state != S.WITHDRAWN or entry.withdrawn_at is None:
        return None
    row = MOVES[f"undo_to_{entry.withdrawn_from}"]
    return None if obstacle(row, entry, by=by) else entry.withdrawn_at + UNDO_FOR


def _word(state: S) -> str:
    words = {
        S.DRAFT: _("Draft"),
        S.SUBMITTED: _("Handed in"),
        S.RETURNED: _("Needs a correction"),
        S.ELIGIBLE: _("With the judges"),
        S.INELIGIBLE: _("Not eligible"),
        S.JUDGED: _("Read by the judges"),
        S.DECIDED: _("Results are out"),
        S.WITHDRAWN: _("Withdrawn"),
    }
    return str(words[state])


def _sentence(entry: Entry, due: datetime | None) -> str:
    state = S(entry.state)
    if state in {S.DRAFT, S.RETURNED, S.SUBMITTED} and due is not None and due <= time.now():
        return str(LATE[state])
    return str(SENTENCES[state]).format(until=_until(due), day=_day(entry, "results_published"))


def _until(due: datetime | None) -> str:
    return str(moment_text(Moment.of(due, ends_day=True))) if due else ""


def _day(entry: Entry, key: str) -> str:
    at = milestone_at(entry.edition, key)
    return str(day_text(Moment.of(at, ends_day=True).day)) if at else ""


LATE = {
    S.DRAFT: _("The call has closed and this draft was not submitted. It stays yours; download it at any time."),
    S.RETURNED: _("The date for the correction has passed. Write to the office; it can give you more time."),
    S.SUBMITTED: _("The office is looking whether everything is there. If something is missing, you get a letter."),
}
SENTENCES = {
    S.DRAFT: _("Not submitted yet. The call takes entries until {until}."),
    S.SUBMITTED: _(
        "We have your entry. You may go on editing and submit again until {until}; the last submitted version counts."
    ),
    S.RETURNED: _("Please correct what stands below and submit again by {until}."),
    S.ELIGIBLE: _("At least three judges are reading it. The list is published on {day}."),
    S.INELIGIBLE: _("This entry cannot take part this year. The reason stands below."),
    S.JUDGED: _("All judges have read it. The list is published on {day}."),
    S.DECIDED: _("The results are out since {day}."),
    S.WITHDRAWN: _("Your team took this entry back. What you wrote is kept."),
}


def _stages(entry: Entry) -> list[dict[str, Any]]:
    place = AT[S(entry.state)]
    names = (_("Write"), _("Submit"), _("Eligibility"), _("Judging"), _("Results"))
    dates = ("", "call_closes", "eligibility_closes", "judging_closes", "results_published")
    return [
        {
            "name": name,
            "date": _day(entry, date) if date else "",
            "state": "done" if number < place else "now" if number == place else "",
        }
        for number, (name, date) in enumerate(zip(names, dates, strict=True))
    ]
