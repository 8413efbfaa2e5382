"""Prepares the pages of the winners, publishes what their teams agree to, takes down what they take back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.consents.actions import give, withdraw
from baigong.domain.consents.queries import current_notice
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import questions, submitted_answers
from baigong.domain.library.cells import in_cell_order, sign_of
from baigong.domain.library.events import SolutionPrepared
from baigong.domain.library.models import Solution
from baigong.domain.library.queries import SEARCH, words_of
from baigong.domain.library.rules import LIBRARY, consent_to
from baigong.domain.library.states import SolutionState
from baigong.kit import audit, events, moves, policy, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.policy import SYSTEM
from baigong.kit.search.indexing import forget, index


@transaction.atomic
def prepare(entries: Iterable[Entry], *, by: Any = SYSTEM) -> list[Solution]:
    """Give winning entries their cells; entries that have one keep it."""
    new = [entry for entry in in_cell_order(entries) if not hasattr(entry, "solution")]
    taken = Solution.objects.filter(edition__in={entry.edition_id for entry in new}).aggregate(most=Max("place"))
    first = (taken["most"] or 0) + 1
    return [_prepare(entry, place=place, by=by) for place, entry in enumerate(new, first)]


def publish_solution(
    solution: Solution, *, by: Any, fields: Iterable[str] | None = None, sign: str = "", title_en: str = ""
) -> Solution:
    """Make the page public with the questions the team agrees to (all that may be public, unless it names some).

    The lead's word is the consent and is kept as one; the house itself publishes only what was agreed before.
    Asking again with other fields changes the public page.
    """
    policy.require(by, Can.PUBLISH_SOLUTION, solution)
    _check_sign(sign)
    with transaction.atomic():
        if by is not SYSTEM:
            _agree(solution, fields, by=by)
        move = "revise" if solution.state == SolutionState.PUBLISHED else "publish"
        fresh: Solution = moves.perform(solution, move, by=by)
        _fill(fresh, sign=sign, title_en=title_en)
        index(SEARCH, fresh.pk, text=words_of(fresh))
    return fresh


def hide_solution(solution: Solution, *, reason: str, by: Any) -> Solution:
    """Take a page down at once; a team that does it takes its consent back."""
    if not reason.strip():
        raise BadInput(_("Say why; the reason is kept."), {"reason": _("Say why.")})
    with transaction.atomic():
        fresh: Solution = moves.perform(solution, "hide", by=by, reason=reason)
        forget(SEARCH, [fresh.pk])
        consent = consent_to(fresh)
        if consent and consent.person_id == by.pk:
            withdraw(consent, by=by)
    return fresh


def _prepare(entry: Entry, *, place: int, by: Any) -> Solution:
    units = [one.unit for one in entry.entry_units.all()]
    first = units[0] if units else None
    solution = Solution.objects.create(
        edition_id=entry.edition_id,
        entry=entry,
        track_id=entry.track_id,
        sign=sign_of(entry, submitted_answers(entry)),
        place=place,
        title=entry.title,
        title_en=entry.title_en,
        team=entry.team,
        unit_kind=first.kind if first else "",
        unit_names="、".join(unit.name for unit in units)[:600],
        county=first.county if first else "",
        changed_at=time.now(),
    )
    audit.record("solution.prepare", solution, by=by, entry=entry.public_id)
    events.emit(SolutionPrepared(solution_id=solution.pk, edition_id=entry.edition_id))
    return solution


def _agree(solution: Solution, fields: Iterable[str] | None, *, by: Any) -> None:
    open_fields = public_fields(solution.entry)
    chosen = open_fields if fields is None else [key for key in open_fields if key in set(fields)]
    notice = current_notice(LIBRARY, edition=solution.edition.slug)
    if notice is None:
        raise Refused(_("This edition asks nobody to join the library."))
    give(notice, by=by, about=solution.entry.public_id, scope={"fields": chosen})


def public_fields(entry: Entry) -> list[str]:
    """The keys of the questions whose answers may be public."""
    return [question.key for question in questions(entry).questions() if question.public]


def _fill(solution: Solution, *, sign: str, title_en: str) -> None:
    consent = consent_to(solution)
    agreed = set((consent.scope if consent else {}).get("fields", public_fields(solution.entry)))
    answers = submitted_answers(solution.entry)
    solution.fields = {key: answers[key] for key in public_fields(solution.entry) if key in agreed and key in answers}
    solution.sign = sign or solution.sign
    solution.title_en = title_en or solution.title_en
    solution.changed_at = time.now()
    solution.published_at = solution.published_at or solution.changed_at
    solution.version += 1
    solution.save()


def _check_sign(sign: str) -> None:
    if len(sign) > 1:
        raise BadInput(_("One character stands in the cell, not more."), {"sign": _("One character, not more.")})
