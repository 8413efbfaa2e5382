"""A prepared question gives what the plain one gives, in one statement."""

from typing import Any

import pytest

from baigong.domain.people.actions import register
from baigong.domain.people.models import Person
from baigong.kit.prepared import Prepared

pytestmark = pytest.mark.django_db


def test_it_answers_as_the_queryset_does(django_assert_num_queries: Any) -> None:
    people = [register(email=f"{name}@example.org", name=name) for name in "甲乙"]
    by_address = Prepared(lambda address: Person.objects.filter(is_active=True, email=address))
    for person in (*people, people[0]):
        with django_assert_num_queries(1):
            assert by_address(person.email) == [person]
    assert by_address("nobody@example.org") == []


def test_values_that_stand_elsewhere_are_refused() -> None:
    crossed = Prepared(lambda address: Person.objects.filter(email=address).filter(language="en"))
    with pytest.raises(ValueError, match="do not stand last"):
        crossed("a@example.org")
