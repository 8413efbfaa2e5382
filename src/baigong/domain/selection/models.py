"""A selection, its lines, its approvals, the meeting over it, and the awards it became."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from baigong.domain.editions.models import Edition, Prize, Track
from baigong.domain.entries.models import Entry
from baigong.domain.judging.rubric import Rubric, Shown
from baigong.domain.selection.corrections import Correction as Correction  # noqa: PLC0414 - Django looks for models here
from baigong.domain.selection.corrections import Offer as Offer  # noqa: PLC0414 - Django looks for models here
from baigong.domain.selection.querysets import ItemQuerySet
from baigong.domain.selection.states import ItemKind, ItemState, MeetingState, ObjectionState, SelectionState
from baigong.kit.fields import BilingualField
from baigong.kit.ids import PublicIdField

Z90 = 1.645  # nine times in ten the true score lies so many standard errors around


class Selection(models.Model):
    """One run of the engine over a round's ballots, and what people made of it. `record` is the decision record."""

    public_id = PublicIdField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="selections")
    round = models.ForeignKey("judging.Round", on_delete=models.PROTECT, related_name="selections")
    state = models.CharField(max_length=10, choices=SelectionState, default=SelectionState.ASKED)
    seed = models.CharField(max_length=64)
    signed = models.CharField(max_length=300, blank=True, help_text="Why unequal reads in doubt are accepted.")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    record: models.JSONField[Any, Any] = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True, help_text="Of the frozen list: what is approved.")
    created_at = models.DateTimeField()
    computed_at = models.DateTimeField(null=True, blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    publish_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("proposed_by")),
                name="two_pairs_of_eyes",
            ),
            models.UniqueConstraint(
                fields=("edition",), condition=models.Q(state="published"), name="one_publication_an_edition"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=("approved", "published"))
                | (models.Q(proposed_by__isnull=False, approved_by__isnull=False) & ~models.Q(digest="")),
                name="nothing_opens_without_two_names",
            ),
        )

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.state}"


class Placement(models.Model):
    """One entry in a selection: merit with its doubt, and the prizes proposed for it (keys)."""

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="placements")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="placements")
    mean = models.FloatField(null=True)
    merit = models.FloatField(null=True)
    error = models.FloatField(null=True)
    chances: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="Probability by prize key.")
    zone = models.CharField(max_length=10, blank=True)
    rank = models.PositiveIntegerField(null=True)
    prizes: models.JSONField[Any, Any] = models.JSONField(default=list)
    reason = BilingualField(help_text="Why, and the smallest change that would have turned it.")
    overruled = models.TextField(blank=True, help_text="Why the meeting decided otherwise.")

    class Meta:
        ordering = ("rank",)
        constraints = (models.UniqueConstraint(fields=("selection", "entry"), name="one_placement_an_entry"),)

    def __str__(self) -> str:
        return f"{self.selection_id}: {self.entry_id}"

    def shown(self, rubric: Rubric) -> Shown:
        """The calibrated score as people read it."""
        if self.merit is None or self.error is None:
            return rubric.shown(self.merit, None, None)
        return rubric.shown(self.merit, self.merit - Z90 * self.error, self.merit + Z90 * self.error)


class Award(models.Model):
    """An entry × a prize; made at publication and not a moment before."""

    public_id = PublicIdField()
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="awards")
    prize = models.ForeignKey(Prize, on_delete=models.PROTECT, related_name="awards")
    selection = models.ForeignKey(Selection, on_delete=models.PROTECT, related_name="awards")
    awarded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "prize"), name="one_award_once"),)

    def __str__(self) -> str:
        return f"{self.entry_id} × {self.prize_id}"


class Feedback(models.Model):
    """What a team reads after the results: the judges' words without the judges, and where it stands roughly."""

    public_id = PublicIdField()
    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="feedback")
    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="feedback")
    words: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="[criterion or empty, kind, text] each."
    )
    doubts: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="[kind, text] that a human should read."
    )
    band = models.CharField(
        max_length=8, blank=True, help_text="first, middle or last part of the track; empty: hidden."
    )
    released_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.entry_id}: {len(self.words)}"


class Meeting(models.Model):
    """The deliberation over one list; `minutes` are sealed when it closes."""

    public_id = PublicIdField()
    selection = models.OneToOneField(Selection, on_delete=models.CASCADE, related_name="meeting")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="meetings")
    state = models.CharField(max_length=8, choices=MeetingState, default=MeetingState.CALLED)
    minutes: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="As sealed, with names.")
    digest = models.CharField(max_length=64, blank=True, help_text="Of the minutes; stands in the decision record.")
    called_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.selection_id}: {self.state}"


class Attendance(models.Model):
    """Somebody in the room."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("came_at", "pk")
        constraints = (models.UniqueConstraint(fields=("meeting", "person"), name="one_chair_a_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} in {self.meeting_id}"


class Item(models.Model):
    """One point of the agenda: a place that is not certain, a flag, or a prize that the meeting gives."""

    public_id = PublicIdField()
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=ItemKind)
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    prize = models.ForeignKey(Prize, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    track = models.ForeignKey(Track, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=ItemState, default=ItemState.WAITING)
    motion: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="What is voted on: prize keys for an entry, entries for a prize."
    )
    is_secret = models.BooleanField(default=False)
    urn: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="Secret ballots, without names or order."
    )
    tally: models.JSONField[Any, Any] = models.JSONField(default=dict)
    notes = models.TextField(blank=True, help_text="What was said, for the minutes.")
    outcome: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="before, after, reason.")
    opened_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ("order",)
        constraints = (
            models.UniqueConstraint(
                fields=("meeting",), condition=models.Q(state__in=("open", "voting")), name="one_thing_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.order}: {self.kind}"

    @property
    def edition_id(self) -> int:
        """The year it belongs to, as policy asks it."""
        return self.meeting.edition_id


class Vote(models.Model):
    """Somebody has voted; how, only where the vote is open."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    choice: models.JSONField[Any, Any] = models.JSONField(default=None, null=True)
    cast_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("item", "person"), name="one_vote_a_person"),)

    def __str__(self) -> str:
        return f"{self.person_id} on {self.item_id}"


class Objection(models.Model):
    """疑義: a team asks about its result within the term, and gets an answer."""

    public_id = PublicIdField()
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="objections")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="objections")
    state = models.CharField(max_length=10, choices=ObjectionState, default=ObjectionState.RAISED)
    question = models.TextField()
    answer = models.TextField(blank=True)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    due_at = models.DateTimeField(help_text="When the answer is owed.")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-raised_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("entry",), condition=models.Q(state="raised"), name="one_open_question_an_entry"
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.state}"
