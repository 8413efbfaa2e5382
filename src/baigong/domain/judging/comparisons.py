"""Two entries side by side before one judge, and every answer that was given."""

from __future__ import annotations

from django.db import models

from baigong.domain.judging.querysets import ComparisonQuerySet
from baigong.domain.judging.states import Better
from baigong.kit.ids import PublicIdField


class Comparison(models.Model):
    """Two reads of one judge side by side: which entry is better; empty while it is not answered."""

    public_id = PublicIdField()
    left = models.ForeignKey("judging.Assignment", on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey("judging.Assignment", on_delete=models.CASCADE, related_name="+")
    better = models.CharField(max_length=5, choices=Better, blank=True)
    version = models.PositiveIntegerField(default=0)
    given_at = models.DateTimeField()
    chosen_at = models.DateTimeField(null=True, blank=True)

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("left", "right"), name="compared_once"),)

    def __str__(self) -> str:
        return f"{self.left_id} or {self.right_id}: {self.better}"


class ComparisonVersion(models.Model):
    """One answer to a comparison, never changed again; empty: taken back."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    better = models.CharField(max_length=5, choices=Better, blank=True)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("comparison", "number"), name="one_successor_a_comparison_version"),
        )

    def __str__(self) -> str:
        return f"{self.comparison_id} v{self.number}"
