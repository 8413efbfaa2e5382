"""Whoever changes, drops, swaps, adds or cuts off events of the log is found out by the chain."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import timedelta
from random import Random

import pytest

from baigong.kit.audit.actions import append_many
from baigong.kit.audit.chain import HASHED, digest_of, first_break
from baigong.kit.audit.jobs import tell_head
from baigong.kit.audit.models import AuditEvent, AuditHead
from baigong.kit.policy import SYSTEM
from tests.support.proofs import Case

pytestmark = pytest.mark.django_db
EVENTS = 40


def edit(events: list[AuditEvent], rng: Random) -> None:
    change(rng.choice(events), rng.choice((*HASHED, "at", "digest")))


def change(event: AuditEvent, name: str) -> None:
    value = getattr(event, name)
    if name == "at":
        event.at += timedelta(microseconds=1)
    elif name == "facts":
        event.facts = {**value, "number": -1}
    else:
        setattr(event, name, f"{value}x")


def forge(events: list[AuditEvent], rng: Random) -> None:
    """An event is changed and sealed anew; the next one still names the old seal."""
    event = rng.choice(events)
    change(event, rng.choice((*HASHED, "at")))
    event.digest = digest_of(event)


def drop(events: list[AuditEvent], rng: Random) -> None:
    del events[rng.randrange(len(events))]


def swap(events: list[AuditEvent], rng: Random) -> None:
    one, other = rng.sample(range(len(events)), 2)
    events[one], events[other] = events[other], events[one]


def insert(events: list[AuditEvent], rng: Random) -> None:
    events.insert(rng.randrange(len(events) + 1), copy(rng.choice(events)))


def cut(events: list[AuditEvent], rng: Random) -> None:
    del events[rng.randrange(len(events)) :]


ACTS = (edit, forge, drop, swap, insert, cut)


@pytest.mark.proof(name="audit", asked=1000, small=60, seed=22)
def test_every_change_of_the_log_is_found(cases: Iterator[Case]) -> None:
    append_many([("proof.act", None, {"number": number, "word": "字"}) for number in range(EVENTS)], by=SYSTEM)
    kept, head = list(AuditEvent.objects.order_by("pk")), AuditHead.objects.get(pk=1)
    assert first_break(kept, head=head) == ""
    for case in cases:
        events = [copy(event) for event in kept]
        act = ACTS[case.number % len(ACTS)]
        act(events, case.rng)
        assert first_break(events, head=head), f"{act.__name__} passed"


def test_the_head_is_told_with_its_count() -> None:
    assert tell_head.func() == 0
    append_many([("proof.act", None, {})] * 3, by=SYSTEM)
    assert tell_head.func() == 3
