"""What is put right after the results: an award taken back by two people or declined, and its place offered on."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models

from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import UNDO_FOR
from baigong.domain.selection.states import CorrectionState, OfferState
from baigong.kit import time
from baigong.kit.ids import PublicIdField


class Correction(models.Model):
    """An award that should not stand, after a justified question or, without one, by the word of its own team.

    `goes_on`: its place is offered to the next.
    """

    public_id = PublicIdField()
    award = models.ForeignKey("selection.Award", on_delete=models.PROTECT, related_name="corrections")
    objection = models.ForeignKey(
        "selection.Objection", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    state = models.CharField(max_length=10, choices=CorrectionState, default=CorrectionState.PROPOSED)
    reason = models.CharField(max_length=300)
    goes_on = models.BooleanField(default=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-proposed_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("proposed_by")),
                name="nobody_takes_an_award_back_alone",
            ),
            models.UniqueConstraint(
                fields=("award",), condition=~models.Q(state="dropped"), name="one_correction_an_award"
            ),
        )

    def __str__(self) -> str:
        return f"{self.award_id}: {self.state}"

    @property
    def entry(self) -> Entry:
        """Whose award it is, as policy asks it."""
        return self.award.entry

    @property
    def is_declined(self) -> bool:
        """The team itself does not want the award."""
        return self.objection_id is None

    @property
    def undo_until(self) -> datetime:
        return self.proposed_at + UNDO_FOR

    @property
    def is_undoable(self) -> bool:
        """The team may still take its word back without anything having happened."""
        return self.is_declined and time.now() < self.undo_until


class Offer(models.Model):
    """A place that came free, offered to the next in line; its team takes it or not."""

    public_id = PublicIdField()
    correction = models.ForeignKey(Correction, on_delete=models.PROTECT, related_name="offers")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="offers")
    state = models.CharField(max_length=10, choices=OfferState, default=OfferState.OFFERED)
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("offered_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("correction", "entry"), name="offered_once"),
            models.UniqueConstraint(
                fields=("correction",), condition=~models.Q(state="declined"), name="one_place_one_team"
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.state}"

    @property
    def undo_until(self) -> datetime | None:
        """Until when a place that was left can be had after all."""
        return self.answered_at + UNDO_FOR if self.state == OfferState.DECLINED and self.answered_at else None
