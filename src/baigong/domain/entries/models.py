"""An entry, its people, its versions and what the office asked for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.notes import FollowedMerge as FollowedMerge  # noqa: PLC0414 - Django looks for models here
from baigong.domain.entries.notes import Revelation as Revelation  # noqa: PLC0414 - Django looks for models here
from baigong.domain.entries.notes import Sketch as Sketch  # noqa: PLC0414 - Django looks for models here
from baigong.domain.entries.notes import TrackMove as TrackMove  # noqa: PLC0414 - Django looks for models here
from baigong.domain.entries.querysets import EntryQuerySet, TieQuerySet
from baigong.domain.entries.states import EntryState, MemberRole, MemberState, TieState
from baigong.domain.sheets.models import Sheet
from baigong.domain.units.models import Unit
from baigong.kit import time
from baigong.kit.ids import PublicIdField


class Entry(models.Model):
    """What one team hands in. `version` counts saves; `submitted_version` is what counts for the jury."""

    public_id = PublicIdField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="entries")
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="entries")
    sheet = models.ForeignKey(Sheet, on_delete=models.PROTECT, related_name="entries")
    title = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    team = models.CharField(max_length=200, blank=True, help_text="The name the team goes by.")
    education = models.CharField(max_length=40, blank=True, help_text="Key of the kind of education.")
    state = models.CharField(max_length=12, choices=EntryState, default=EntryState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    submitted_version = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_from = models.CharField(max_length=12, blank=True, help_text="The state it goes back to.")
    covered: models.JSONField[Any, Any] = models.JSONField(
        default=list, blank=True, help_text="Words under a bar where it is read blind."
    )
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="later")
    units = models.ManyToManyField(Unit, through="EntryUnit", related_name="entries")

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("edition", "state", "-changed_at")),
            models.Index(fields=("edition", "public_id")),
            models.Index(fields=("edition", "track", "state")),
            models.Index(fields=("edition", "submitted_at")),
        )
        constraints = (
            models.CheckConstraint(condition=models.Q(state__in=EntryState.values), name="entry_state_is_known"),
        )

    def __str__(self) -> str:
        return self.title or self.public_id


class EntryUnit(models.Model):
    """A unit that stands on an entry; the first is the one printed first."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="entry_units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order",)
        constraints = (models.UniqueConstraint(fields=("entry", "unit"), name="one_unit_once_an_entry"),)

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.unit_id}"


class Member(models.Model):
    """Somebody of the team; `person` is known once the invitation is accepted."""

    public_id = PublicIdField()
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="memberships"
    )
    name = models.CharField(max_length=100, help_text="As it stands on the certificate.")
    name_en = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=8, choices=MemberRole, default=MemberRole.EDITOR)
    state = models.CharField(max_length=10, choices=MemberState, default=MemberState.PENDING)
    is_name_confirmed = models.BooleanField(default=False)
    is_reminded = models.BooleanField(default=True, help_text="Wants to hear of an unfinished draft before the close.")
    changed_since = models.ForeignKey(
        Sheet,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The questions as the member knew them, until what changed since is read.",
    )
    order = models.PositiveSmallIntegerField(default=0)
    token = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the invitation's secret.")
    led_until = models.DateTimeField(null=True, blank=True, help_text="When the lead was handed over, if it ever was.")
    invited_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("order", "pk")
        constraints = (
            models.UniqueConstraint(fields=("entry", "person"), name="one_person_once_an_entry"),
            models.UniqueConstraint(
                fields=("entry", "email"),
                condition=~models.Q(email="") & ~models.Q(state="left"),
                name="one_address_once_an_entry",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_expired(self) -> bool:
        """Whether the invitation was not answered in time."""
        return self.state == MemberState.PENDING and self.expires_at is not None and self.expires_at < time.now()


class EntryVersion(models.Model):
    """One save: everything that was written, never changed again."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    answers: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="Answers by question key.")
    digest = models.CharField(max_length=64)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=("entry", "number"), name="one_successor_a_version"),)

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.number}"


class Receipt(models.Model):
    """The signed proof that a version was received at an instant."""

    public_id = PublicIdField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="receipts")
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    payload: models.JSONField[Any, Any] = models.JSONField(help_text="What was signed.")
    signature = models.CharField(max_length=200)
    key_id = models.CharField(max_length=64)

    class Meta:
        ordering = ("-received_at",)
        constraints = (models.UniqueConstraint(fields=("entry", "version"), name="one_receipt_a_version"),)

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.version} at {self.received_at:%F %T}"


class Correction(models.Model):
    """補正: what the office asked to be put right, until when, and when it came back."""

    public_id = PublicIdField()
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="corrections")
    question = models.CharField(max_length=60, blank=True, help_text="Key of the question; empty for the whole entry.")
    reason = models.TextField()
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.reason[:40]}"


class EligibilityRuling(models.Model):
    """Why an entry was found eligible or not."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="rulings")
    is_eligible = models.BooleanField()
    reason = models.TextField(blank=True)
    ruled_at = models.DateTimeField()
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-ruled_at",)

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.is_eligible}"


class Evidence(models.Model):
    """A file that belongs to an answer."""

    public_id = PublicIdField()
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="evidence")
    question = models.CharField(max_length=60)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(max_length=200, blank=True)
    people: models.JSONField[Any, Any] = models.JSONField(
        default=dict, blank=True, help_text="Who is in it, consent, minors."
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.question}"


class Avoidance(models.Model):
    """Somebody the team asks not to be read by, and why; found among the judges, it becomes a tie."""

    public_id = PublicIdField()
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="avoidances")
    name = models.CharField(max_length=100)
    unit = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    reason = models.CharField(max_length=300)
    named_at = models.DateTimeField()
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("named_at", "pk")

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.name}"


class Tie(models.Model):
    """A bond between a person who could see an entry (judge, chair, office) and that entry."""

    public_id = PublicIdField()
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="ties")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ties")
    kind = models.CharField(max_length=30, help_text="unit, member, coaching, advice, relative, mail domain, declared")
    reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=TieState, default=TieState.DECLARED)
    found_at = models.DateTimeField()
    waiver = models.CharField(max_length=300, blank=True, help_text="Why somebody holds it for no conflict.")
    waived_at = models.DateTimeField(null=True, blank=True)
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    ruled_at = models.DateTimeField(null=True, blank=True)
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = TieQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("entry", "person", "kind"), name="one_tie_a_kind"),
            models.CheckConstraint(
                condition=~models.Q(state="dismissed") | ~models.Q(waived_by=models.F("ruled_by")),
                name="nobody_waives_a_tie_alone",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} ~ {self.entry_id}: {self.kind}"
