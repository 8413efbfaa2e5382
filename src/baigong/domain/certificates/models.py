"""A signed statement about an award."""

from __future__ import annotations

from typing import Any

from django.db import models

from baigong.domain.certificates.states import CertificateState
from baigong.domain.entries.models import Member
from baigong.domain.selection.models import Award
from baigong.kit.ids import PublicIdField


class Certificate(models.Model):
    """For the team (`member` empty) or one member. `code` is what stands under the QR; nobody can guess it."""

    code = PublicIdField()
    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="certificates")
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="certificates")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, choices=CertificateState, default=CertificateState.VALID)
    payload: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="What is printed and signed.")
    signature = models.CharField(max_length=200, blank=True)
    key_id = models.CharField(max_length=64, blank=True)
    file = models.ForeignKey("files.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    replaces = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("award",), condition=models.Q(state="valid", member=None), name="one_valid_team_certificate"
            ),
            models.UniqueConstraint(
                fields=("award", "member"), condition=models.Q(state="valid"), name="one_valid_certificate"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.state}"
