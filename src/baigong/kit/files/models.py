"""One stored file."""

from __future__ import annotations

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import models

from baigong.kit.ids import PublicIdField


class StoredFile(models.Model):
    """What is known of a file; its bytes lie in the store under its public id."""

    public_id = PublicIdField()
    name = models.CharField(max_length=255, help_text="As its owner called it.")
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    seconds = models.PositiveIntegerField(null=True, blank=True, help_text="How long a film is, where it says so.")
    purpose = models.CharField(max_length=40, help_text="evidence, certificate, receipt …")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)
    copy_of = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="clean_copy",
        help_text="Without metadata.",
    )
    preview_of = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="preview",
        help_text="A small picture of it, or of its first page.",
    )

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def key_for(public_id: str) -> str:
        """Where the bytes of a file lie in the store; says nothing of what they are."""
        return f"{public_id[:2]}/{public_id}"

    @property
    def key(self) -> str:
        return self.key_for(self.public_id)

    def open(self) -> File[bytes]:
        """Its bytes, from wherever they are stored."""
        return default_storage.open(self.key)

    def read(self) -> bytes:
        with self.open() as file:
            data: bytes = file.read()
        return data


class Upload(models.Model):
    """A file that is still on its way: what was announced, and the parts that arrived."""

    public_id = PublicIdField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    about = models.CharField(max_length=80, help_text="What it is for: the entry's public id and the question.")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    parts = models.JSONField(default=list, help_text="Keys in the store, in order.")
    begun_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("owner", "begun_at")),)

    def __str__(self) -> str:
        return f"{self.name}: {self.received} of {self.size}"

    @property
    def is_complete(self) -> bool:
        return self.received == self.size


class Words(models.Model):
    """What is written in a document, to find names in it; goes with the file."""

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, related_name="words")
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.file_id}: {self.text[:40]}"
