"""A person with an account."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext

from baigong.domain.people.managers import PersonManager
from baigong.domain.people.states import DataRequestKind, DataRequestState, ErasureState, MergeState
from baigong.kit import policy, time
from baigong.kit.fields import SealedField
from baigong.kit.ids import PublicIdField


class Person(AbstractBaseUser):
    """Somebody who can sign in. One name field: Chinese names have no first and last."""

    class Language(models.TextChoices):
        CHINESE = "zh-hant"
        ENGLISH = "en"

    public_id = PublicIdField()
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=100, blank=True)
    name_en = models.CharField(max_length=100, blank=True, help_text="As it should stand on an English certificate.")
    phone = SealedField(blank=True)
    language = models.CharField(max_length=10, choices=Language, default=Language.CHINESE)
    is_active = models.BooleanField(default=True)
    is_generated = models.BooleanField(default=False, help_text="Made for a demo or a rehearsal, not a real person.")
    joined_at = models.DateTimeField(default=time.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="merged")

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_system = False
    is_staff = False

    def __str__(self) -> str:
        return gettext("Erased account") if self.erased_at else self.name or self.email

    def has_perm(self, ability: str, thing: Any = None) -> bool:
        """Ask the one policy."""
        return self.is_active and policy.allowed(self, ability, thing)


class Erasure(models.Model):
    """Somebody's wish to have account and data erased; carried out after three days (個資法 §3)."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="erasures")
    state = models.CharField(max_length=10, choices=ErasureState, default=ErasureState.ASKED)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()

    class Meta:
        ordering = ("-asked_at",)
        constraints = (
            models.UniqueConstraint(fields=("person",), condition=models.Q(state="asked"), name="one_open_erasure"),
        )

    def __str__(self) -> str:
        return f"{self.person_id}: {self.state}"


class AccountMerge(models.Model):
    """Somebody signed up twice: the account that stays, the one that moves into it, and what it brought along."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="merges")
    other = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    address = models.EmailField(blank=True, help_text="Of the other account, as it was asked for.")
    state = models.CharField(max_length=8, choices=MergeState, default=MergeState.ASKED)
    codes = models.JSONField(default=list, help_text="Fingerprints of the codes sent to this address and to the other.")
    tries = models.PositiveSmallIntegerField(default=0)
    carried = models.JSONField(default=dict, help_text="Keys of the rows that moved, by table and column.")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"{self.other_id} → {self.person_id}: {self.state}"


class DataRequest(models.Model):
    """What somebody asks of us about the own data that no page does by itself; the law's clock runs from asking."""

    public_id = PublicIdField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="data_requests")
    kind = models.CharField(max_length=10, choices=DataRequestKind)
    words = models.TextField()
    state = models.CharField(max_length=10, choices=DataRequestState, default=DataRequestState.ASKED)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    delay = models.TextField(blank=True, help_text="Why it takes longer; possible once, and told to the person.")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("due_at", "pk")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind}"
