"""Who may publish a solution, and what has to be agreed before."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.consents.models import Consent
from baigong.domain.entries.rules import is_lead, is_member
from baigong.domain.library.models import Solution
from baigong.kit.policy import predicate

LIBRARY = "library"  # the key of the notice that is agreed to


@predicate
def leads_its_team(person: Any, solution: Any) -> bool:
    return solution is not None and is_lead(person, solution.entry)


@predicate
def is_of_its_team(person: Any, solution: Any) -> bool:
    return solution is not None and is_member(person, solution.entry)


def consent_to(solution: Solution) -> Consent | None:
    """The standing consent of the team's lead, with the questions it covers."""
    standing = Consent.objects.standing().filter(notice__key=LIBRARY, about=solution.entry.public_id)
    return standing.order_by("-given_at", "-pk").first()


def has_award(solution: Solution, _by: object) -> str:
    """Condition: the library shows no entry whose every award was taken back."""
    ends = set(solution.entry.awards.values_list("revoked_at", flat=True))
    return _("The library shows entries whose award stands.") if ends and None not in ends else ""


def is_agreed(solution: Solution, _by: object) -> str:
    """Condition: nothing is public that the team did not agree to."""
    return "" if consent_to(solution) else _("The team has not agreed to have its solution in the library.")
