import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from baigong.domain.certificates.actions import revoke, supersede
from baigong.domain.certificates.models import Certificate
from tests.support.jury import Year

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(year: Year) -> Certificate:
    found = Certificate.objects.order_by("pk").first()
    assert found is not None
    return found


def test_a_valid_number_shows_what_is_printed(client: Client, one: Certificate) -> None:
    page = client.get(f"/check/{one.code}/").content.decode()
    assert one.name in page
    assert "example.org" not in page


def test_typing_a_number_leads_to_its_page(client: Client, one: Certificate) -> None:
    assert client.get("/check/", {"code": one.code.upper()})["Location"] == f"/check/{one.code}/"
    assert client.get("/check/").status_code == 200


def test_two_unknown_numbers_have_the_same_answer_to_the_byte(client: Client, year: Year) -> None:
    codes = ("0" * 26, "z" * 26)
    answers = [client.get(f"/check/{code}/") for code in codes]
    assert [answer.status_code for answer in answers] == [404, 404]
    first, second = (re.sub(r"\b\w{64}\b", "", answer.content.decode()) for answer in answers)
    assert first.replace(codes[0], codes[1]) == second  # but for the form's own token and the address asked for


def test_a_replaced_and_a_revoked_one_say_so(client: Client, year: Year, one: Certificate) -> None:
    new = supersede(one, reason="姓名", by=year.office)
    assert client.get(f"/check/{one.code}/certificate.pdf").status_code == 404
    revoke(new, reason="不實", by=year.director)
    pages = [client.get(f"/check/{code}/").content.decode() for code in (one.code, new.code)]
    assert "status wait" in pages[0]
    assert "status bad" in pages[1]
    assert "姓名" not in pages[0].split("</main>")[0].split("status wait")[1].split("<dl")[0]


def test_the_sheet_and_the_statement_are_handed_out(client: Client, one: Certificate) -> None:
    pdf = client.get(f"/check/{one.code}/certificate.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")  # type: ignore[arg-type]
    assert pdf["X-Content-Type-Options"] == "nosniff"
    pdf.close()
    assert client.get(f"/check/{one.code}/statement.json").json()["payload"] == one.payload
    assert client.get("/.well-known/baigong-keys.json").json()["keys"][0]["kid"] == one.key_id


def test_a_check_is_few_queries(
    client: Client, one: Certificate, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        client.get(f"/check/{one.code}/")
    with django_assert_num_queries(2):
        client.get("/check/unknown/")
