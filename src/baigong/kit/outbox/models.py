"""One message to one person."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from baigong.kit.ids import PublicIdField


class Message(models.Model):
    """A letter as it was sent, with what became of it; the same row is the inbox."""

    class State(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        FAILED = "failed"
        HELD = "held"

    public_id = PublicIdField()
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=160, unique=True, help_text="The same letter is never written twice.")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="messages", db_constraint=True
    )
    to = models.EmailField()
    language = models.CharField(max_length=10)
    edition = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list, help_text="Public ids of stored files.")
    message_id = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    in_inbox = models.BooleanField(default=True)
    written_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = (models.Index(fields=("state", "due_at")), models.Index(fields=("person", "-written_at")))

    def __str__(self) -> str:
        return f"{self.kind} → {self.to}"
