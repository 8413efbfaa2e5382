"""A unit: the school, company or body that an entry names as its home."""

from __future__ import annotations

from typing import Any

from django.db import models

from baigong.domain.units.querysets import UnitQuerySet
from baigong.kit.ids import PublicIdField


class Unit(models.Model):
    """A label on an entry, never a gatekeeper; identifiers are optional because kinds differ."""

    public_id = PublicIdField()
    kind = models.CharField(max_length=40, help_text="Key of a unit kind of the edition file.")
    name = models.CharField(max_length=200, db_index=True)
    name_en = models.CharField(max_length=200, blank=True)
    county = models.CharField(max_length=10, blank=True, help_text="One of the 22, written with 臺.")
    district = models.CharField(max_length=20, blank=True)
    school_code = models.CharField(max_length=10, blank=True, db_index=True)
    business_number = models.CharField(max_length=8, blank=True, db_index=True, help_text="統一編號")
    level = models.CharField(max_length=40, blank=True)
    mail_domain = models.CharField(max_length=100, blank=True)
    is_listed = models.BooleanField(default=False, help_text="Comes from an official list.")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")

    objects = UnitQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("kind", "name")),)

    def __str__(self) -> str:
        return self.name


class Merge(models.Model):
    """Two rows that were found to be one unit, with what it takes to part them again."""

    public_id = PublicIdField()
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="merges")
    into = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    carried: models.JSONField[Any, Any] = models.JSONField(default=list, help_text="Units that stood under it before.")
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-merged_at", "-pk")

    def __str__(self) -> str:
        return f"{self.unit_id} → {self.into_id}"
