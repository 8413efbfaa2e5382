"""Who stands how to a selection."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from baigong.kit import policy
from baigong.kit.policy import predicate


@predicate
def did_not_propose(person: Any, selection: Any) -> bool:
    """Nobody approves what he proposed himself."""
    if selection is None or selection.proposed_by_id != getattr(person, "pk", None):
        return True
    return policy.deny(_("You proposed this list yourself. A second person has to approve it."))
