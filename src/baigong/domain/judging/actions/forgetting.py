"""Forgets a judge's name and address; the scores stay, under a number."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import Concat

from baigong.domain.judging.models import Judge
from baigong.domain.people.models import Person
from baigong.domain.people.queries import addresses_of

NOBODY: dict[str, Any] = {"name": "", "unit": "", "title": "", "gender": "", "region": "", "token": "", "person": None}


def forget_judge(event: Any) -> None:
    """Listener: who was asked to read, by account and by address; expertise goes with the name."""
    person = Person.objects.get(pk=event.person_id)
    asked = Judge.objects.filter(Q(person=person) | Q(person=None, email__in=addresses_of(person)))
    asked.update(**NOBODY, expertise={}, email=Concat("public_id", Value("@erased.invalid")))
