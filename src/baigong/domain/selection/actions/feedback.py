"""Gathers the judges' words for every team, holds back what a human should read first, releases the rest."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.judging.models import Ballot, Judge
from baigong.domain.judging.rubric import Rubric
from baigong.domain.judging.states import BallotState
from baigong.domain.selection.models import Feedback, Placement, Selection
from baigong.domain.selection.states import SelectionState
from baigong.domain.selection.words import doubts_in
from baigong.kit import audit, text, time
from baigong.kit.errors import Refused
from baigong.kit.policy import SYSTEM, require
from baigong.kit.text import clean

SMALL = 15  # tracks with fewer entries show no band: a third of them would be fewer than five
STRENGTH, STEP, GENERAL = "strength", "step", "general"


@transaction.atomic
def prepare_feedback(selection: Selection) -> int:
    """One page of words per entry; clean ones are released at once, doubtful ones wait for a human."""
    if selection.state != SelectionState.PUBLISHED:
        raise Refused(_("Feedback follows the results."))
    names = [
        name for pair in Judge.objects.filter(edition=selection.edition_id).values_list("name", "unit") for name in pair
    ]
    words = _words_by_entry(selection)
    bands = _bands(selection)
    at = time.now()
    rows = [
        _page(selection, entry, words.get(entry, []), names=names, band=bands.get(entry, ""), at=at) for entry in bands
    ]
    known = set(Feedback.objects.filter(entry__in=bands).values_list("entry", flat=True))
    Feedback.objects.bulk_create([row for row in rows if row.entry_id not in known], batch_size=500)
    audit.record(
        "feedback.prepare", selection, by=SYSTEM, pages=len(rows), held=sum(row.released_at is None for row in rows)
    )
    return len(rows)


def _page(
    selection: Selection, entry: int, words: list[list[str]], *, names: list[str], band: str, at: Any
) -> Feedback:
    doubts = [[kind, said] for _key, _kind, said in words for kind in doubts_in(said, names=names)]
    if not words:
        doubts = [["empty", ""]]
    released = None if doubts else at
    return Feedback(selection=selection, entry_id=entry, words=words, doubts=doubts, band=band, released_at=released)


def _words_by_entry(selection: Selection) -> dict[int, list[list[str]]]:
    """Words by entry, ordered by their own fingerprint, so that their order names no judge."""
    rubric = Rubric.of(selection.round.rubric)
    middle = (rubric.lowest + rubric.highest) / 2
    sheets = Ballot.objects.filter(
        assignment__round=selection.round_id, assignment__released_at=None, state=BallotState.SUBMITTED
    )
    found: dict[int, list[list[str]]] = {}
    for entry, scores, words in sheets.values_list("assignment__entry", "scores", "words").iterator(1000):
        for key, said in words.items():
            if key != "jury" and said.strip():
                found.setdefault(entry, []).append([*_kind(key, scores.get(key), middle=middle), said])
    return {entry: sorted(rows, key=lambda row: (row[0], text.digest(row[2]))) for entry, rows in found.items()}


def _kind(key: str, score: float | None, *, middle: float) -> tuple[str, str]:
    if key == "entrant" or score is None:
        return "", GENERAL
    return key, STRENGTH if score > middle else STEP


def _bands(selection: Selection) -> dict[int, str]:
    """First, middle or last third of the track, by entry; empty where the track is small."""
    lines = Placement.objects.filter(selection=selection).order_by("rank").values_list("entry", "entry__track", "rank")
    ranked = [(entry, track) for entry, track, rank in lines if rank is not None]
    sizes = Counter(track for _entry, track in ranked)
    places: Counter[int] = Counter()
    bands = {entry: "" for entry, _track, _rank in lines}
    for entry, track in ranked:
        third = 3 * places[track] // sizes[track]
        places[track] += 1
        bands[entry] = ("first", "middle", "last")[third] if sizes[track] >= SMALL else ""
    return bands


@transaction.atomic
def release_feedback(feedback: Feedback, *, texts: list[str], by: Any) -> Feedback:
    """A human has read it: the words go out as they stand in `texts` (an emptied one is left out)."""
    require(by, Can.PROPOSE_SELECTION, feedback.selection)
    feedback = Feedback.objects.select_for_update().get(pk=feedback.pk)
    if feedback.released_at:
        raise Refused(_("Somebody has released these words already. The team reads what they sent."))
    if len(texts) != len(feedback.words):
        raise Refused(_("Reload the page: the words have changed."))
    kept = [
        [key, kind, clean(said)] for (key, kind, _old), said in zip(feedback.words, texts, strict=True) if said.strip()
    ]
    audit.record("feedback.release", feedback, by=by, before=feedback.words, after=kept)
    feedback.words, feedback.released_at = kept, time.now()
    feedback.save(update_fields=["words", "released_at"])
    return feedback
