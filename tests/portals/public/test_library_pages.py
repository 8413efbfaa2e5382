import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from baigong.domain.library.actions import publish_solution
from baigong.domain.library.models import Solution
from tests.support.jury import Year
from tests.support.winners import lead_of, solutions

pytestmark = pytest.mark.django_db


def publish(year: Year, count: int) -> list[Solution]:
    return [publish_solution(one, by=lead_of(one.entry)) for one in solutions(year)[:count]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_library_costs_the_same_whatever_it_holds(
    client: Client, year: Year, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    publish(year, count)
    client.get("/library/")
    with django_assert_num_queries(5):
        page = client.get("/library/").content.decode()
    assert page.count('<li class="card"') == count
    assert page.count('<li class="on"') == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_the_same_whatever_it_finds(
    client: Client, year: Year, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    publish(year, count)
    client.get("/library/")
    with django_assert_num_queries(6):
        page = client.get("/library/", {"q": "刀痕"}).content.decode()
    assert page.count('<li class="card"') == count


def test_what_does_not_fit_is_left_out_of_the_list_but_not_of_the_hundred(client: Client, year: Year) -> None:
    publish(year, 3)
    track = solutions(year)[0].track
    page = client.get("/library/", {"track": track.key}).content.decode()
    fitting = sum(one.track_id == track.pk for one in solutions(year))
    assert page.count('<li class="card"') == page.count('<li class="on"') == fitting
    assert page.count('<li class="half"') == 3 - fitting


def test_a_wish_for_nothing_that_exists_says_what_to_do(client: Client, year: Year) -> None:
    publish(year, 1)
    for wish in ({"q": "鯨魚"}, {"track": "x"}, {"county": "'--"}, {"unit": "\u0000"}):
        page = client.get("/library/", wish)
        assert page.status_code == 200
        assert '<li class="card"' not in page.content.decode()


def test_a_page_is_public_only_when_it_is_published(client: Client, year: Year) -> None:
    hidden = solutions(year)[0]
    assert client.get(f"/library/{hidden.public_id}/").status_code == 404
    shown = publish(year, 1)[0]
    page = client.get(f"/library/{shown.public_id}/").content.decode()
    assert "刀痕" in page
    assert shown.sign in page


def test_a_solution_page_is_few_queries(
    client: Client, year: Year, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one = publish(year, 3)[0]
    client.get(f"/library/{one.public_id}/")
    with django_assert_num_queries(4):
        client.get(f"/library/{one.public_id}/")
