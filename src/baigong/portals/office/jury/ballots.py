"""All sheets as one CSV file, streamed row by row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries.actions.openings import note_export
from baigong.domain.entries.models import Entry
from baigong.domain.judging.models import Ballot, Round
from baigong.domain.judging.queries.office import Numbers, numbers_of
from baigong.domain.judging.queries.sight import sight_of
from baigong.domain.judging.rubric import Rubric
from baigong.domain.judging.states import BallotState
from baigong.interface.spreadsheets import CHUNK, csv_response
from baigong.kit.errors import NotAllowed
from baigong.kit.http.doors import door
from baigong.portals.office.jury.loading import edition_in_view, stage_in_view

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


@door(Can.VIEW_FIGURES, of=stage_in_view)
def export(request: HttpRequest, stage: Round) -> StreamingHttpResponse:
    """Every sheet of the round that the person may know of; the chair's have no names."""
    sight = sight_of(stage, viewer=request.user)
    if "sheets" not in sight:
        raise NotAllowed(_("This round shows its sheets to the office and not to the chair."))
    rubric, sheets = Rubric.of(stage.rubric), _sheets(stage, request.user)
    if sight.is_calm:
        sheets = _known(sheets, numbers_of(stage, sight=sight))
    entries = sheets.order_by().values_list("assignment__entry__public_id", flat=True).distinct()
    note_export(edition_in_view(request), entries, of="ballots", by=request.user, round=stage.key)
    return csv_response(f"ballots-{stage.key}.csv", _head(rubric), _rows(sheets, rubric.keys, nameless=sight.is_calm))


def _head(rubric: Rubric) -> list[str]:
    names = [str(criterion.name) for criterion in rubric.criteria]
    known = [_("Entry"), _("Title"), _("Track"), _("Judge"), _("State"), _("Handed in"), *names]
    return [*known, *(f"{name}：{_('words')}" for name in names), _("For the team"), _("For the jury"), _("Flags")]


def _sheets(stage: Round, person: Any) -> QuerySet[Ballot]:
    sheets = Ballot.objects.filter(assignment__round=stage, assignment__released_at=None)
    unbound = sheets.exclude(assignment__entry__in=Entry.objects.bound_to(person).values("pk"))
    return unbound.order_by("assignment__entry__public_id", "assignment__judge__key")


def _known(sheets: QuerySet[Ballot], numbers: Numbers) -> QuerySet[Ballot]:
    """Those the chair's numbers are made of, in no order, and none of a track that few have read."""
    if numbers.computed_at is None:
        return sheets.none()
    known = sheets.filter(state=BallotState.SUBMITTED, submitted_at__lte=numbers.computed_at)
    of_many = known.exclude(assignment__entry__track__key__in=numbers.data.get("small", ()))
    return of_many.order_by("assignment__entry__public_id", "public_id")


def _rows(sheets: QuerySet[Ballot], keys: tuple[str, ...], *, nameless: bool) -> Iterator[list[Any]]:
    rows = sheets.values_list(*COLUMNS)
    for *known, judge, state, submitted_at, scores, words, flags in rows.iterator(chunk_size=CHUNK):
        at = submitted_at.isoformat(timespec="seconds") if submitted_at else ""
        texts = [words.get(key, "") for key in (*keys, "entrant", "jury")]
        whose = ["", state, ""] if nameless else [judge, state, at]
        yield [*known, *whose, *(scores.get(key) for key in keys), *texts, " ".join(flags)]
    if nameless:
        told = _("Without names and hours, in no order; as of the chair's numbers, without tracks that few have read.")
        yield [told]
