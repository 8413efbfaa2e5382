"""The letter that thanks a judge, as the typesetter reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baigong.domain.judging.models import Judge
from baigong.domain.judging.queries.work import work_of
from baigong.domain.selection.queries.seats import time_in_meetings

HALF_HOUR = timedelta(minutes=30)


def thanks_page(judge: Judge) -> dict[str, Any]:
    """What `thanks.typ` prints: the name, the reads, the hours."""
    work, met = work_of(judge), time_in_meetings(judge)
    reads = ngettext("One entry", "%(n)d entries", work.reads) % {"n": work.reads}
    rows = [[_("Entries read"), reads], [_("Rounds of reading"), str(work.rounds)]]
    hours = {_("At the desk"): work.time, _("In the meeting"): met}
    rows += [[label, _hours(spent)] for label, spent in hours.items() if spent >= HALF_HOUR]
    counted = _("Hours at the desk are those between saves that follow each other within half an hour.")
    return {
        "title": _("With thanks"),
        "over": str(judge.edition),
        "name": judge.name,
        "unit": "　".join(part for part in (judge.unit, judge.title) if part),
        "text": _(
            "You read what people do well, carefully and without knowing whose it was. Your words went to every team, "
            "so that also those who were not chosen know where to go on. Thank you for your evenings."
        ),
        "facts": rows,
        "note": counted if work.time >= HALF_HOUR else "",
        "signed_by": _("Chair"),
    }


def _hours(spent: timedelta) -> str:
    """To the half hour."""
    halves = round(spent / HALF_HOUR)
    return _("%(n)g hours") % {"n": halves / 2}
