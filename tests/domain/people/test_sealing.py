"""A telephone number stands in the database only for those who hold the key, and the key can be changed."""

from __future__ import annotations

import pytest
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from baigong.domain.people.actions import change_profile, register
from baigong.domain.people.models import Person
from baigong.interface.my_data import as_data
from baigong.kit.sealing import WrongKeyError

pytestmark = pytest.mark.django_db
PHONE = "02-2253-0196#12"
OLD, NEW = "o" * 50, "n" * 50


@pytest.fixture
def person(settings: Settings) -> Person:
    settings.FIELD_KEY, settings.FIELD_KEYS_RETIRED = OLD, []
    one = register(email="lead@example.org", name="林怡君")
    change_profile(one, by=one, name=one.name, phone=PHONE)
    return one


def in_the_table() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_person")
        return str(cursor.fetchone()[0])


def test_the_table_holds_no_number(person: Person) -> None:
    assert PHONE not in in_the_table()
    assert "2253" not in in_the_table()
    assert Person.objects.get(pk=person.pk).phone == PHONE
    assert as_data(person)["profile"]["phone"] == PHONE


def test_an_empty_one_stays_empty(person: Person) -> None:
    change_profile(person, by=person, name=person.name)
    assert in_the_table() == ""


def test_nobody_is_found_by_a_number(person: Person) -> None:
    with pytest.raises(FieldError):
        Person.objects.filter(phone__contains="2253").exists()


def test_a_key_is_changed_in_three_steps(person: Person, settings: Settings) -> None:
    settings.FIELD_KEY, settings.FIELD_KEYS_RETIRED = NEW, [OLD]
    assert Person.objects.get(pk=person.pk).phone == PHONE
    call_command("reseal")
    settings.FIELD_KEYS_RETIRED = []
    assert Person.objects.get(pk=person.pk).phone == PHONE


def test_without_the_old_key_nothing_is_changed_and_the_way_out_is_told(person: Person, settings: Settings) -> None:
    before = in_the_table()
    settings.FIELD_KEY = NEW
    with pytest.raises(CommandError, match="FIELD_KEYS_RETIRED"):
        call_command("reseal")
    assert in_the_table() == before
    with pytest.raises(WrongKeyError):
        Person.objects.get(pk=person.pk)
