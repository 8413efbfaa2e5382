"""A prepared question gives what the plain one gives, in one statement."""

from typing import Any

import pytest

from baigong.domain.people.actions import register
from baigong.domain.people.models import Erasure, Person
from baigong.kit import time
from baigong.kit.prepared import Prepared

pytestmark = pytest.mark.django_db


def test_it_answers_as_the_queryset_does(django_assert_num_queries: Any) -> None:
    people = [register(email=f"{name}@example.org", name=name) for name in "甲乙"]
    by_address = Prepared(lambda address: Person.objects.filter(email=address).filter(is_active=True))
    for person in (*people, people[0]):
        with django_assert_num_queries(1):
            assert by_address(person.email) == [person]
    assert by_address("nobody@example.org") == []
    assert by_address.first("nobody@example.org") is None


def test_related_rows_columns_and_as_many_values_as_are_given(django_assert_num_queries: Any) -> None:
    people = [register(email=f"{name}@example.org", name=name) for name in "甲乙丙"]
    asked_at = time.now()
    for person in people:
        Erasure.objects.create(person=person, asked_at=asked_at, due_at=asked_at)
    related = Prepared(lambda pk: Erasure.objects.select_related("person").filter(person=pk))
    names = Prepared(lambda *pks: Person.objects.filter(pk__in=pks).order_by("pk").values_list("name", flat=True))
    for person in people:
        with django_assert_num_queries(1):
            found = related.first(person.pk)
            assert found is not None
            assert (found.person.name, found.due_at) == (person.name, asked_at)
    assert names(people[2].pk, people[0].pk) == ["甲", "丙"]
    assert names(people[1].pk) == ["乙"]


def test_what_goes_by_name_is_a_shape_of_its_own() -> None:
    people = [register(email=f"{number}@example.org", name="甲") for number in range(4)]

    def ask(name: str, *, start: int) -> Any:
        return Person.objects.filter(name=name).order_by("pk")[start : start + 2]

    page = Prepared(ask)
    assert [page("甲", start=start) for start in (0, 2, 0)] == [people[:2], people[2:], people[:2]]


def test_wild_cards_in_what_is_looked_for_are_none() -> None:
    for number, name in enumerate(("百分之50%", "百分之500")):
        register(email=f"{number}@example.org", name=name)
    holding = Prepared(lambda text: Person.objects.filter(name__icontains=text).values_list("name", flat=True))
    assert holding("50%") == ["百分之50%"]
    assert holding("之50") == ["百分之50%", "百分之500"]


def test_a_value_that_is_changed_on_its_way_is_refused() -> None:
    crossed = Prepared(lambda name: Person.objects.filter(name__regex=f"^{name}"))
    with pytest.raises(ValueError, match="not among the parameters"):
        crossed("甲")


def test_an_instant_may_not_be_kept() -> None:
    young = Prepared(lambda pk: Person.objects.filter(pk=pk, joined_at__lt=time.now()))
    with pytest.raises(ValueError, match="instant"):
        young(1)


def test_a_question_may_not_hang_on_what_is_in_the_database_now() -> None:
    def ask(pk: int) -> Any:
        return Person.objects.filter(pk=pk) if Person.objects.exists() else Person.objects.none()

    with pytest.raises(ValueError, match="looked into the database"):
        Prepared(ask)(1)
