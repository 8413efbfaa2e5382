"""What is searched: one row per thing, its text folded; the grams lie beside it, made by us and not by the database."""

from __future__ import annotations

from django.db import models


class SearchText(models.Model):
    """The words of one thing. Its grams are a column on PostgreSQL and the table `search_grams` on SQLite."""

    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    text = models.TextField(help_text="Folded: NFKC, small letters, 台 for 臺.")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "object_id"), name="one_text_a_thing"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
