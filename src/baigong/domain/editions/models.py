"""An edition and the rows that its document is spread into."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from baigong.domain.editions.querysets import EditionQuerySet
from baigong.domain.editions.states import EditionState
from baigong.kit.fields import BilingualField
from baigong.kit.ids import PublicIdField
from baigong.kit.text import Bilingual


class Edition(models.Model):
    """One year of the award. The document of its latest version is the truth; the other rows follow from it."""

    public_id = PublicIdField()
    slug = models.SlugField(max_length=40, unique=True)
    ordinal = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    name = BilingualField()
    state = models.CharField(max_length=10, choices=EditionState, default=EditionState.DRAFT)
    is_rehearsal = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ("-year", "-ordinal")

    def __str__(self) -> str:
        return str(self.name)


class EditionVersion(models.Model):
    """The whole document as it was saved once."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=300, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("edition", "number"), name="one_edition_version_a_number"),)

    def __str__(self) -> str:
        return f"{self.edition_id} v{self.number}"


class EditionDraft(models.Model):
    """What the office is changing and has not saved as a version yet; one an edition, shared by all who work on it."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="draft")
    document: models.JSONField[Any, Any] = models.JSONField()
    base = models.PositiveIntegerField(help_text="Number of the version it started from.")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return f"{self.edition_id} after v{self.base}"


class EditionRow(models.Model):
    """What tracks, milestones, unit kinds and prizes share: a key, an order, a name, and the rest of their data."""

    key = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField(default=0)
    name = BilingualField()
    data: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="The row of the document as it is.")
    is_retired = models.BooleanField(default=False, help_text="Gone from the document but still referred to.")

    class Meta:
        abstract = True
        ordering = ("order",)

    def __str__(self) -> str:
        return str(self.name)


class Track(EditionRow):
    """組別"""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tracks")
    public_id = PublicIdField()
    sign = models.CharField(max_length=4, help_text="The one 字 that stands for the track.")

    class Meta(EditionRow.Meta):
        constraints = (models.UniqueConstraint(fields=("edition", "key"), name="one_track_a_key"),)


class Milestone(EditionRow):
    """An instant of the year: open, close, eligibility, reading, publication, …"""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="milestones")
    at = models.DateTimeField()

    class Meta(EditionRow.Meta):
        ordering = ("at", "order")  # type: ignore[assignment]  # an abstract Meta is only a start
        constraints = (models.UniqueConstraint(fields=("edition", "key"), name="one_milestone_a_key"),)


class UnitKind(EditionRow):
    """Which kinds of units may take part."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="unit_kinds")

    class Meta(EditionRow.Meta):
        constraints = (models.UniqueConstraint(fields=("edition", "key"), name="one_unit_kind_a_key"),)


class Prize(EditionRow):
    """What can be won and how many; `per_track` counts that many in every track."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="prizes")
    public_id = PublicIdField()
    count = models.PositiveSmallIntegerField()
    per_track = models.BooleanField(default=False)
    within = models.SlugField(max_length=60, blank=True, help_text="Key of the prize whose holders may win this one.")

    class Meta(EditionRow.Meta):
        constraints = (models.UniqueConstraint(fields=("edition", "key"), name="one_prize_a_key"),)


class Role(models.Model):
    """What somebody is in one edition."""

    class Kind(models.TextChoices):
        OFFICE = "office"
        DIRECTOR = "director"
        CHAIR = "chair"
        PARTNER = "partner"
        AUDITOR = "auditor"

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="roles")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=12, choices=Kind)
    granted_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("edition", "person", "kind"), name="one_role_once"),)

    def __str__(self) -> str:
        return f"{self.person_id} is {self.kind}"


class Extension(models.Model):
    """A later closing date, for all or for one entry (by its public id)."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="extensions")
    milestone = models.SlugField(max_length=60)
    entry = models.CharField(max_length=26, blank=True)
    until = models.DateTimeField()
    reason = models.CharField(max_length=300)
    reason_en = models.CharField(max_length=300, blank=True)
    granted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.milestone} until {self.until:%F %T}"

    @property
    def why(self) -> Bilingual:
        """The reason for readers of either language."""
        return Bilingual(self.reason, self.reason_en)


class Redress(models.Model):
    """What the office made of trouble on our side before the close: as much more time, or none and why."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="redresses")
    since = models.DateTimeField()
    until = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    extension = models.OneToOneField(Extension, null=True, on_delete=models.PROTECT, related_name="redress")
    reason = models.CharField(max_length=300)
    ruled_at = models.DateTimeField()

    class Meta:
        ordering = ("-until",)

    def __str__(self) -> str:
        return f"{self.minutes} minutes until {self.until:%F %T}"
