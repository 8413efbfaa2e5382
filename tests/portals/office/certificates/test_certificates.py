import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from baigong.domain.certificates.models import Certificate
from baigong.domain.entries.models import Entry
from baigong.portals.office.overview.queries import overview_of
from tests.support.call import signed_in
from tests.support.jury import Year
from tests.support.winners import lead_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _password_is_enough(settings: Settings) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def one(year: Year) -> Certificate:
    found = Certificate.objects.order_by("pk").first()
    assert found is not None
    return found


@pytest.mark.parametrize("shown", [1, 3])
def test_the_list_costs_the_same_whatever_it_holds(
    year: Year, one: Certificate, django_assert_num_queries: DjangoAssertNumQueries, shown: int
) -> None:
    office = signed_in(year.office, year.edition)
    wanted = {"q": one.code if shown == 1 else ""}
    office.get("/office/certificates/")
    with django_assert_num_queries(8):
        page = office.get("/office/certificates/", wanted).content.decode()
    assert page.count('<th scope="row">') == shown


def test_the_office_puts_a_name_right_and_the_director_takes_one_back(year: Year, one: Certificate) -> None:
    signed_in(year.office, year.edition).post(
        f"/office/certificates/{one.code}/", {"do": "correct", "names": "林𠮷祥\n王小明\n", "reason": "姓名誤植"}
    )
    new = Certificate.objects.get(replaces=one)
    assert new.payload["names"]["zh"] == ["林𠮷祥", "王小明"]
    signed_in(year.director, year.edition).post(
        f"/office/certificates/{new.code}/", {"do": "revoke", "reason": "資料不實"}
    )
    one.refresh_from_db()
    new.refresh_from_db()
    assert (one.state, new.state) == ("superseded", "revoked")


def test_without_a_reason_nothing_changes(year: Year, one: Certificate) -> None:
    answer = signed_in(year.office, year.edition).post(
        f"/office/certificates/{one.code}/", {"do": "correct", "names": "某人"}
    )
    assert answer.status_code == 422
    one.refresh_from_db()
    assert one.state == "valid"


def test_a_team_cannot_open_the_list(client: Client, year: Year) -> None:
    assert signed_in(lead_of(year.entries[0]), year.edition).get("/office/certificates/").status_code == 403
    assert client.get("/office/certificates/").status_code == 302


def test_after_the_results_the_overview_still_counts_who_was_eligible(year: Year, one: Certificate) -> None:
    overview = overview_of(year.edition, person=year.office)
    assert overview.eligible == Entry.objects.filter(edition=year.edition, state="decided").count() > 0
