"""The verb that carries every move, tried on an edition's office and a team's entry."""

import pytest
from django.db import connection, transaction

from baigong.domain.people.actions import ask_erasure, register, take_erasure_back
from baigong.domain.people.models import Erasure
from baigong.kit import events, ids, policy, time
from baigong.kit.audit import chain
from baigong.kit.audit.models import AuditEvent
from baigong.kit.errors import NotAllowed
from baigong.kit.moves import TABLES

pytestmark = pytest.mark.django_db


def test_same_seed_same_ids() -> None:
    with ids.seeded(7):
        first = [ids.new_public_id() for _ in range(3)]
    with ids.seeded(7):
        assert [ids.new_public_id() for _ in range(3)] == first
    assert ids.new_public_id() not in first


def test_ids_have_130_bits() -> None:
    assert {len(ids.new_public_id()) for _ in range(50)} == {26}


def test_the_clock_can_be_frozen_and_moved() -> None:
    start = time.now()
    with time.frozen(start):
        assert time.now() == start
        time.move_to(start.replace(year=start.year + 1))
        assert time.now().year == start.year + 1
    assert time.now() >= start


def test_an_event_outside_a_transaction_is_an_error(transactional_db: None) -> None:
    assert not connection.in_atomic_block
    with pytest.raises(RuntimeError, match="outside a transaction"):
        events.emit(events.Event())


def test_an_ability_without_a_row_is_an_error() -> None:
    with pytest.raises(KeyError):
        policy.allowed(policy.SYSTEM, "nobody.knows")


def test_a_refusal_carries_its_reason() -> None:
    person = register(email="lin@example.org", name="林")
    with pytest.raises(NotAllowed, match=r"\w"):
        policy.require(person, "edition.grant_role")


def test_the_chain_holds_and_a_change_is_found() -> None:
    for number in range(5):
        register(email=f"p{number}@example.org", name="王")
    assert chain.verify() == ""
    events_read = list(AuditEvent.objects.all())
    events_read[2].facts = {"forged": True}
    assert "3" in chain.first_break(events_read) or chain.first_break(events_read)


def test_the_log_cannot_be_changed_in_the_database() -> None:
    register(email="wu@example.org", name="吳")
    for verb in ("UPDATE audit_auditevent SET verb = 'x'", "DELETE FROM audit_auditevent"):
        with pytest.raises(Exception, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(verb)


def test_a_row_that_is_gone_is_missed_by_its_own_name() -> None:
    person = register(email="lin@example.org", name="林")
    asked = ask_erasure(person, by=person)
    gone = Erasure(pk=asked.pk + 1, person=person, state=asked.state)
    with pytest.raises(Erasure.DoesNotExist):
        take_erasure_back(gone, by=person)


def test_every_state_is_reachable_and_leavable_or_final() -> None:
    assert TABLES
    for table in TABLES.values():
        field = table.model._meta.get_field("state")
        known = {value for value, _label in field.choices or ()}
        reached = {field.default} | {move.target for move in table.values()}
        assert known <= {str(state) for state in reached}, f"{table.model.__name__}: never reached {known - reached}"
