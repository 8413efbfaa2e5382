"""All sheets as one CSV file, streamed row by row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.models import Entry
from baigong.domain.judging.models import Ballot, Round
from baigong.domain.judging.rubric import Rubric
from baigong.kit.files.downloads import disposition
from baigong.kit.http.doors import door
from baigong.portals.office.jury.loading import stage_in_view

CHUNK = 2000
MARK = "\ufeff"  # Excel reads UTF-8 only behind this mark
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "assignment__entry__public_id",
    "assignment__entry__title",
    "assignment__entry__track__key",
    "assignment__judge__name",
    "state",
    "submitted_at",
    "scores",
    "words",
    "flags",
)


class Echo:
    """A file that hands back what is written."""

    def write(self, row: str) -> str:
        return row


@door(Can.VIEW_FIGURES, of=stage_in_view)
def export(request: HttpRequest, stage: Round) -> StreamingHttpResponse:
    """Every sheet of the round that the person may know of."""
    response = StreamingHttpResponse(_lines(stage, request.user), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = disposition(f"ballots-{stage.key}.csv")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _lines(stage: Round, person: Any) -> Iterator[str]:
    rubric = Rubric.of(stage.rubric)
    write = csv.writer(Echo()).writerow
    names = [str(criterion.name) for criterion in rubric.criteria]
    head = [_("Entry"), _("Title"), _("Track"), _("Judge"), _("State"), _("Handed in"), *names]
    yield MARK + write(
        [*head, *(f"{name}：{_('words')}" for name in names), _("For the team"), _("For the jury"), _("Flags")]
    )
    keys = rubric.keys
    sheets = Ballot.objects.filter(assignment__round=stage, assignment__released_at=None)
    unbound = sheets.exclude(assignment__entry__in=Entry.objects.bound_to(person).values("pk"))
    rows = unbound.order_by("assignment__entry__public_id", "assignment__judge__key").values_list(*COLUMNS)
    batch: list[str] = []
    for row in rows.iterator(chunk_size=CHUNK):
        batch.append(write(_cells(row, keys)))
        if len(batch) == CHUNK:
            yield "".join(batch)
            batch.clear()
    yield "".join(batch)


def _cells(row: tuple[Any, ...], keys: tuple[str, ...]) -> list[Any]:
    *known, submitted_at, scores, words, flags = row
    at = submitted_at.isoformat(timespec="seconds") if submitted_at else ""
    texts = [words.get(key, "") for key in (*keys, "entrant", "jury")]
    return [*map(_inert, known), at, *(scores.get(key) for key in keys), *map(_inert, texts), " ".join(flags)]


def _inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
