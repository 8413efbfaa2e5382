"""What the office and the house note about an entry: another track, words that tell, a sketch of its words."""

from __future__ import annotations

from typing import Any

from django.db import models

from baigong.domain.editions.models import Track
from baigong.domain.entries.states import RevelationState, TrackMoveState
from baigong.kit.ids import PublicIdField


class TrackMove(models.Model):
    """Another track that the office proposes; only the team can agree to it."""

    public_id = PublicIdField()
    entry = models.ForeignKey("entries.Entry", on_delete=models.CASCADE, related_name="track_moves")
    before = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="+")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    state = models.CharField(max_length=10, choices=TrackMoveState, default=TrackMoveState.WAITING)
    proposed_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-proposed_at",)
        constraints = (
            models.UniqueConstraint(
                fields=("entry",), condition=models.Q(state="waiting"), name="one_open_track_move_an_entry"
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.before} → {self.track}"


class FollowedMerge(models.Model):
    """The place of a unit on an entry as it was before the unit was merged into another."""

    entry = models.ForeignKey("entries.Entry", on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey("units.Unit", on_delete=models.CASCADE, related_name="+")
    into = models.ForeignKey("units.Unit", on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()
    is_dropped = models.BooleanField(help_text="The entry named both, and named one from then on.")

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.unit_id} → {self.into_id}"


class Revelation(models.Model):
    """A word that tells a blind judge whose the entry is."""

    public_id = PublicIdField()
    entry = models.ForeignKey("entries.Entry", on_delete=models.CASCADE, related_name="revelations")
    word = models.CharField(max_length=200)
    places: models.JSONField[Any, Any] = models.JSONField(default=list, help_text="Question, text before and after.")
    state = models.CharField(max_length=10, choices=RevelationState, default=RevelationState.FOUND)
    found_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("entry", "word"), name="one_revelation_a_word"),)

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.word}"


class Sketch(models.Model):
    """What is kept of a version's words to find entries like it: numbers, no words."""

    entry = models.OneToOneField("entries.Entry", on_delete=models.CASCADE, related_name="sketch")
    version = models.PositiveIntegerField()
    hashes: models.JSONField[Any, Any] = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.version}"
