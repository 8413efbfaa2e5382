"""A selection, its lines, its approvals, and the awards it became."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from baigong.domain.editions.models import Edition, Prize
from baigong.domain.entries.models import Entry
from baigong.domain.selection.states import SelectionState
from baigong.kit.fields import BilingualField
from baigong.kit.ids import PublicIdField


class Selection(models.Model):
    """One run of the engine over a round's ballots, and what people made of it. `record` is the decision record."""

    public_id = PublicIdField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="selections")
    round = models.ForeignKey("judging.Round", on_delete=models.PROTECT, related_name="selections")
    state = models.CharField(max_length=10, choices=SelectionState, default=SelectionState.ASKED)
    seed = models.CharField(max_length=64)
    record: models.JSONField[Any, Any] = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True, help_text="Of the frozen list: what is approved.")
    created_at = models.DateTimeField()
    computed_at = models.DateTimeField(null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    publish_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("proposed_by")),
                name="two_pairs_of_eyes",
            ),
            models.UniqueConstraint(
                fields=("edition",), condition=models.Q(state="published"), name="one_publication_an_edition"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("approved", "published"))
                | (models.Q(proposed_by__isnull=False, approved_by__isnull=False) & ~models.Q(digest="")),
                name="nothing_opens_without_two_names",
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.state}"


class Placement(models.Model):
    """One entry in a selection: merit with its doubt, and the prizes proposed for it (keys)."""

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="placements")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="placements")
    mean = models.FloatField(null=True)
    merit = models.FloatField(null=True)
    error = models.FloatField(null=True)
    chances: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="Probability by prize key.")
    zone = models.CharField(max_length=10, blank=True)
    rank = models.PositiveIntegerField(null=True)
    prizes: models.JSONField[Any, Any] = models.JSONField(default=list)
    reason = BilingualField(help_text="Why, and the smallest change that would have turned it.")
    overruled = models.TextField(blank=True, help_text="Why the meeting decided otherwise.")

    class Meta:
        ordering = ("rank",)
        constraints = (models.UniqueConstraint(fields=("selection", "entry"), name="one_placement_an_entry"),)

    def __str__(self) -> str:
        return f"{self.selection_id}: {self.entry_id}"


class Award(models.Model):
    """An entry × a prize; made at publication and not a moment before."""

    public_id = PublicIdField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="awards")
    prize = models.ForeignKey(Prize, on_delete=models.PROTECT, related_name="awards")
    selection = models.ForeignKey(Selection, on_delete=models.PROTECT, related_name="awards")
    awarded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "prize"), name="one_award_once"),)

    def __str__(self) -> str:
        return f"{self.entry_id} × {self.prize_id}"


class Feedback(models.Model):
    """What a team reads after the results: the judges' words without the judges, and where it stands roughly."""

    public_id = PublicIdField()
    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="feedback")
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="feedback")
    words: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="[criterion or empty, kind, text] each."
    )
    doubts: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="[kind, text] that a human should read."
    )
    band = models.CharField(
        max_length=8, blank=True, help_text="first, middle or last part of the track; empty: hidden."
    )
    released_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.entry_id}: {len(self.words)}"
