"""A published version of a question sheet."""

from __future__ import annotations

from typing import Any

from django.db import models

from baigong.domain.editions.models import Edition


class Sheet(models.Model):
    """The questions of an edition as one frozen version; drafts written on an older one stay readable."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sheets")
    version = models.PositiveIntegerField()
    questions: models.JSONField[Any, Any] = models.JSONField(help_text="The questions of the document, in order.")
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("-version",)
        constraints = (models.UniqueConstraint(fields=("edition", "version"), name="one_sheet_a_version"),)

    def __str__(self) -> str:
        return f"{self.edition_id} sheet v{self.version}"
