"""Notices and what people agreed to."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from baigong.domain.consents.querysets import ConsentQuerySet, NoticeQuerySet
from baigong.kit.fields import BilingualField
from baigong.kit.ids import PublicIdField


class Notice(models.Model):
    """One version of a text that people are shown; a new wording is a new version."""

    key = models.CharField(max_length=60, help_text="privacy, publication, portrait …")
    edition = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField()
    title = BilingualField()
    body = BilingualField(help_text="Markdown. For 個資法 §8 all six items.")
    is_required = models.BooleanField(default=True)
    since = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("key", "edition", "version"), name="one_notice_a_version"),)

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class Consent(models.Model):
    """Somebody agreed to one version of a notice, for one thing or in general."""

    public_id = PublicIdField()
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="consents")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    about = models.CharField(
        max_length=80, blank=True, help_text="Public id of the entry, file or solution it is about."
    )
    scope = models.JSONField(default=dict, blank=True, help_text="For consent per field: which fields.")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("person", "notice")), models.Index(fields=("about",)))

    def __str__(self) -> str:
        return f"{self.person_id}: {self.notice}"
