"""What can become what: the moves of a selection."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.selection.events import PublicationStopped, SelectionApproved, SelectionProposed
from baigong.domain.selection.models import Selection
from baigong.domain.selection.queries.digest import digest_of
from baigong.domain.selection.states import SelectionState as S
from baigong.kit import time
from baigong.kit.moves import move, table


def is_as_proposed(selection: Any, _by: Any) -> str:
    """The list is still the one that was frozen."""
    if selection.digest and selection.digest == digest_of(selection):
        return ""
    return _("The list is not the one that was proposed any more. It has to be proposed and approved anew.")


def time_has_come(selection: Any, _by: Any) -> str:
    if selection.publish_at is not None and selection.publish_at <= time.now():
        return ""
    return _("The list opens at its set time and not before.")


def has_two_names(selection: Any, _by: Any) -> str:
    """Proposed by one person, approved by another."""
    names = {selection.proposed_by_id, selection.approved_by_id}
    if None not in names and len(names) == 2:
        return ""
    return _("Two different people have to stand behind the list.")


def is_first(selection: Any, _by: Any) -> str:
    others = Selection.objects.filter(edition=selection.edition_id, state=S.PUBLISHED).exclude(pk=selection.pk)
    return _("Results of this edition are published already.") if others.exists() else ""


BEFORE = (S.ASKED, S.COMPUTED, S.PROPOSED, S.APPROVED)

MOVES = table(
    Selection,
    move("compute", [S.ASKED], S.COMPUTED, Can.COMPUTE_SELECTION),
    move("propose", [S.COMPUTED], S.PROPOSED, Can.PROPOSE_SELECTION, is_first, emits=SelectionProposed),
    move("approve", [S.PROPOSED], S.APPROVED, Can.APPROVE_SELECTION, is_as_proposed, emits=SelectionApproved),
    move("revise", [S.PROPOSED, S.APPROVED], S.COMPUTED, Can.VOID_SELECTION),
    move("stop", [S.APPROVED], S.COMPUTED, Can.PUBLISH_SELECTION, emits=PublicationStopped),
    move(
        "publish",
        [S.APPROVED],
        S.PUBLISHED,
        Can.PUBLISH_SELECTION,
        time_has_come,
        has_two_names,
        is_as_proposed,
        is_first,
    ),
    move("void", BEFORE, S.VOID, Can.VOID_SELECTION),
)
