"""A solution: the public, structured, copyable form of a winning entry."""

from __future__ import annotations

from typing import Any

from django.db import models

from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.models import Entry
from baigong.domain.library.querysets import SolutionQuerySet
from baigong.domain.library.states import SolutionState
from baigong.kit.ids import PublicIdField


class Solution(models.Model):
    """`fields` holds only what the team agreed to publish. `place` in the 百格 never follows rank."""

    public_id = PublicIdField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="solutions")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="solution")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="solutions")
    state = models.CharField(max_length=10, choices=SolutionState, default=SolutionState.PREPARED)
    sign = models.CharField(max_length=4, help_text="The one 字 of its cell.")
    place = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    team = models.CharField(max_length=200, blank=True)
    unit_kind = models.CharField(max_length=40, blank=True)
    unit_names = models.CharField(max_length=600, blank=True)
    county = models.CharField(max_length=10, blank=True)
    fields: models.JSONField[Any, Any] = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    objects = SolutionQuerySet.as_manager()

    class Meta:
        ordering = ("place",)
        indexes = (models.Index(fields=("edition", "state", "place")),)
        constraints = (models.UniqueConstraint(fields=("edition", "place"), name="one_solution_a_cell"),)

    def __str__(self) -> str:
        return self.title
