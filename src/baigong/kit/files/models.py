"""One stored file."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from baigong.kit.ids import PublicIdField


class StoredFile(models.Model):
    """What is known of a file; its bytes lie in the store under its public id."""

    public_id = PublicIdField()
    name = models.CharField(max_length=255, help_text="As its owner called it.")
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    purpose = models.CharField(max_length=40, help_text="evidence, certificate, receipt …")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
