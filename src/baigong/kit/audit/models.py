"""One act in the chain."""

from __future__ import annotations

from django.db import models


class AuditEvent(models.Model):
    """Who did what to which thing, when; `digest` chains it to the event before."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    verb = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=40)
    thing = models.CharField(max_length=64, db_index=True)
    facts = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.verb} {self.thing}"


class AuditHead(models.Model):
    """The one row that holds the end of the chain, so that two writers queue here."""

    digest = models.CharField(max_length=64, default="0" * 64)
    count = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count}: {self.digest}"
