"""Words that tell whose an entry is: noted before it goes to the judges, covered where the office says so."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from baigong.domain.entries.anonymity import Hit, hits, is_read_blind
from baigong.domain.entries.models import Entry, Revelation
from baigong.domain.entries.queries import submitted_answers
from baigong.domain.entries.states import RevelationState
from baigong.kit import audit, policy, time
from baigong.kit.moves import perform

MOST_PLACES = 20


@transaction.atomic
def note_revelations(entry: Entry) -> int:
    """Keep what tells in the version that was handed in; what the office has ruled on stays ruled."""
    if not is_read_blind(entry):
        return 0
    by_word: dict[str, list[Hit]] = {}
    for hit in hits(entry, submitted_answers(entry)):
        by_word.setdefault(hit.word[:200], []).append(hit)
    for word, found in by_word.items():
        places = [_place(hit) for hit in found[:MOST_PLACES]]
        Revelation.objects.update_or_create(
            entry=entry, word=word, defaults={"places": places}, create_defaults=_new(places)
        )
    entry.revelations.filter(state=RevelationState.FOUND).exclude(word__in=by_word).delete()
    audit.record("entry.look_for_names", entry, by=policy.SYSTEM, found=len(by_word))
    return len(by_word)


def _place(hit: Hit) -> dict[str, Any]:
    return {"question": hit.name, "before": hit.before, "after": hit.after, "in_file": hit.is_in_file}


def _new(places: list[dict[str, Any]]) -> dict[str, Any]:
    return {"places": places, "found_at": time.now()}


@transaction.atomic
def rule_revelation(revelation: Revelation, *, cover: bool, by: Any) -> Revelation:
    """Put a bar over the word for judges, or leave it; what the team wrote is never changed."""
    ruled: Revelation = perform(revelation, "cover" if cover else "leave", by=by)
    entry = Entry.objects.select_for_update(of=("self",)).get(pk=ruled.entry_id)
    covered = entry.revelations.filter(state=RevelationState.COVERED).values_list("word", flat=True)
    Entry.objects.filter(pk=entry.pk).update(covered=sorted(covered))
    return ruled
