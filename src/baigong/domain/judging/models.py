"""Rounds, judges, reads and ballots."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.models import Entry
from baigong.domain.judging.comparisons import Comparison as Comparison  # noqa: PLC0414 - Django looks for models here
from baigong.domain.judging.comparisons import ComparisonVersion as ComparisonVersion  # noqa: PLC0414
from baigong.domain.judging.querysets import AssignmentQuerySet
from baigong.domain.judging.states import BallotState, JudgeState, PassageState, PlanState, RoundState
from baigong.kit.fields import BilingualField
from baigong.kit.ids import PublicIdField

# Written out: the index of the flagged sheets is not found by a value that is sent along.
IS_FLAGGED = models.Q(models.Func("flags", template="%(expressions)s <> '[]'", output_field=models.BooleanField()))


class Round(models.Model):
    """Who reads, with which rubric, how many each, what passes on. `rubric` is a frozen copy of the document's."""

    public_id = PublicIdField()
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rounds")
    key = models.SlugField(max_length=60)
    order = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=RoundState, default=RoundState.PLANNED)
    data: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="The round's row of the document.")
    rubric: models.JSONField[Any, Any] = models.JSONField(default=dict)
    rubric_version = models.PositiveIntegerField(default=1)
    reads_per_entry = models.PositiveSmallIntegerField(default=3)
    pairs = models.PositiveSmallIntegerField(default=0, help_text="Entries compared side by side; 0: they are scored.")
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    seed = models.CharField(max_length=64, blank=True, help_text="Committed before the first read is given out.")

    class Meta:
        ordering = ("order",)
        constraints = (models.UniqueConstraint(fields=("edition", "key"), name="one_round_a_key"),)

    def __str__(self) -> str:
        return f"{self.edition_id} {self.key}"

    @property
    def is_example(self) -> bool:
        """Everybody reads the same few entries to find a common measure; nothing of it counts."""
        return bool(self.data.get("examples"))

    @property
    def is_scored(self) -> bool:
        """Judges read here what counts, and give scores."""
        return bool(self.reads_per_entry) and not self.pairs and not self.is_example


class Candidate(models.Model):
    """An entry that a later round is about; the first round takes all and has no such rows."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="candidates")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="candidacies")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("round", "entry"), name="one_candidacy_a_round"),)

    def __str__(self) -> str:
        return f"{self.round_id}: {self.entry_id}"


class Passage(models.Model):
    """What passes on out of a closed round: what its rule found, what people changed and why, and who settled it."""

    public_id = PublicIdField()
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="passages")
    state = models.CharField(max_length=8, choices=PassageState, default=PassageState.ASKED)
    lines: models.JSONField[Any, Any] = models.JSONField(
        default=list, help_text="[entry, merit, low, high, passes], the best first; no merit: nobody read it."
    )
    changes: models.JSONField[Any, Any] = models.JSONField(default=list, help_text="[entry, passes, reason] by hand.")
    problem = BilingualField(help_text="Why it cannot be found.")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.round_id}: {self.state}"


class Judge(models.Model):
    """Somebody who was asked to read in an edition."""

    public_id = PublicIdField()
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="judges")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="judgeships"
    )
    name = models.CharField(max_length=100)
    email = models.EmailField()
    unit = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=100, blank=True)
    gender = models.CharField(max_length=10, blank=True)
    region = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=JudgeState, default=JudgeState.INVITED)
    tracks = models.ManyToManyField(Track, blank=True, related_name="judges")
    expertise: models.JSONField[Any, Any] = models.JSONField(
        default=dict, blank=True, help_text="Self-rating by track key, words."
    )
    most_reads = models.PositiveSmallIntegerField(null=True, blank=True)
    key = models.CharField(max_length=26, help_text="Stable random key for the engine.")
    token = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the invitation's secret.")
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    sworn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("edition", "email"), name="one_judge_an_address"),)

    def __str__(self) -> str:
        return self.name


class Assignment(models.Model):
    """One read: a judge is asked to read an entry in a round."""

    public_id = PublicIdField()
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="assignments")
    judge = models.ForeignKey(Judge, on_delete=models.CASCADE, related_name="assignments")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="assignments")
    order = models.PositiveIntegerField(
        default=0, help_text="Place in the judge's own queue; says nothing about the entry."
    )
    is_fixed = models.BooleanField(default=False)
    wave = models.PositiveSmallIntegerField(default=0)
    given_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True, help_text="Taken back: dropout or conflict.")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("order",)
        indexes = (models.Index(fields=("judge", "round", "order")), models.Index(fields=("round", "entry")))
        constraints = (models.UniqueConstraint(fields=("round", "judge", "entry"), name="never_read_twice"),)

    def __str__(self) -> str:
        return f"{self.judge_id} reads {self.entry_id}"


class Ballot(models.Model):
    """One judge's scores and words on one entry in one round. `scores` by criterion key; null where not given."""

    public_id = PublicIdField()
    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="ballot")
    state = models.CharField(max_length=10, choices=BallotState, default=BallotState.DRAFT)
    version = models.PositiveIntegerField(default=0)
    rubric_version = models.PositiveIntegerField(default=1)
    scores: models.JSONField[Any, Any] = models.JSONField(default=dict)
    words: models.JSONField[Any, Any] = models.JSONField(
        default=dict, help_text="Comment by criterion key; entrant; jury."
    )
    flags: models.JSONField[Any, Any] = models.JSONField(default=list, blank=True)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = (models.Index(fields=("assignment",), condition=IS_FLAGGED, name="flagged_ballots"),)

    def __str__(self) -> str:
        return f"ballot of {self.assignment_id}"

    @property
    def entry(self) -> Entry:
        """What was read: ties are asked by it."""
        return self.assignment.entry


class BallotVersion(models.Model):
    """One save of a ballot, never changed again."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    scores: models.JSONField[Any, Any] = models.JSONField(default=dict)
    words: models.JSONField[Any, Any] = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    sent = models.CharField(max_length=36, blank=True, help_text="The id of the device's message that brought it.")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("ballot", "number"), name="one_successor_a_ballot_version"),
            models.UniqueConstraint(fields=("ballot", "sent"), condition=~models.Q(sent=""), name="taken_in_once"),
        )

    def __str__(self) -> str:
        return f"{self.ballot_id} v{self.number}"


class PaperSheet(models.Model):
    """A sheet that came on paper: typed in twice; once both say the same it counts as any other sheet."""

    read = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="paper")
    first: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="Scores and words, as typed.")
    second: models.JSONField[Any, Any] = models.JSONField(default=dict, blank=True)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    typed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"paper of {self.read_id}"

    @property
    def is_disputed(self) -> bool:
        """Two typings that differ wait for somebody who looks at the paper."""
        return bool(self.second) and self.settled_at is None


class ReadingPlan(models.Model):
    """One run of the assignment: what was asked, who would read what, how good that is, or why it cannot be."""

    public_id = PublicIdField()
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="plans")
    state = models.CharField(max_length=8, choices=PlanState, default=PlanState.ASKED)
    wishes: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="Rules that differ from the round's.")
    wave = models.PositiveSmallIntegerField(
        default=0, help_text="0: the first reads; later ones go where they help most."
    )
    gives_out = models.BooleanField(default=False, help_text="Give the reads out as soon as they are found.")
    pairs: models.JSONField[Any, Any] = models.JSONField(default=list, help_text="New reads: [entry, judge] by key.")
    figures: models.JSONField[Any, Any] = models.JSONField(default=dict)
    problem = BilingualField(help_text="Why it cannot be.")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.round_id}: {self.state}"


class Figures(models.Model):
    """What the dashboard shows of a round, computed by a job and kept: judges, the band at the cuts, the graph."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="figures")
    data: models.JSONField[Any, Any] = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    wanted_at = models.DateTimeField(null=True, blank=True, help_text="Since when newer scores wait to be counted.")
    computed_at = models.DateTimeField(null=True, blank=True)
    calm: models.JSONField[Any, Any] = models.JSONField(
        default=dict, encoder=DjangoJSONEncoder, help_text="As the chair sees them; renewed when five have handed in."
    )
    calm_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.round_id} at {self.computed_at}"


class Outlook(models.Model):
    """One forecast before the call: what was assumed, what each way of reading would cost and how often it errs."""

    public_id = PublicIdField()
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="outlooks")
    given: models.JSONField[Any, Any] = models.JSONField(default=dict, help_text="Entries, judges, hours, character.")
    lines: models.JSONField[Any, Any] = models.JSONField(default=list)
    advice: models.JSONField[Any, Any] = models.JSONField(default=list, help_text="Sentences in both languages.")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.given}"
