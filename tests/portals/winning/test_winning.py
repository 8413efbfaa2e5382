import io

import pytest
from django.test import Client
from pypdf import PdfReader

from baigong.domain.library.models import Solution
from tests.support.call import signed_in
from tests.support.jury import Year
from tests.support.winners import ANSWERS, lead_of, solutions

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(year: Year) -> Solution:
    return solutions(year)[0]


@pytest.fixture
def lead(one: Solution) -> Client:
    return signed_in(lead_of(one.entry), one.edition)


def test_the_lead_chooses_what_is_public_and_takes_it_back(lead: Client, one: Solution) -> None:
    address = f"/entries/{one.entry.public_id}/library/"
    page = lead.get(address).content.decode()
    assert "summary" in page
    lead.post(address, {"public": ["summary"], "sign": "刀", "title_en": "Knife"})
    one.refresh_from_db()
    assert (one.state, one.sign, one.fields) == ("published", "刀", {"summary": ANSWERS["summary"]})
    lead.post(address, {"do": "hide"})
    one.refresh_from_db()
    assert one.state == "hidden"


def test_more_than_one_character_is_refused_beside_the_field(lead: Client, one: Solution) -> None:
    answer = lead.post(f"/entries/{one.entry.public_id}/library/", {"sign": "刀刀"})
    assert answer.status_code == 422
    one.refresh_from_db()
    assert one.state == "prepared"


def test_a_stranger_finds_no_such_page(year: Year, one: Solution) -> None:
    other = next(entry for entry in year.entries if entry != one.entry)
    stranger = signed_in(lead_of(other), year.edition)
    assert stranger.get(f"/entries/{one.entry.public_id}/library/").status_code == 404


def test_everything_to_take_along_stands_on_the_page_of_the_entry(lead: Client, one: Solution) -> None:
    page = lead.get(f"/entries/{one.entry.public_id}/").content.decode()
    assert "certificate.pdf" in page
    assert f"/entries/{one.entry.public_id}/library/" in page


def test_the_portfolio_holds_what_was_written(lead: Client, one: Solution) -> None:
    answer = lead.get(f"/entries/{one.entry.public_id}/portfolio.pdf")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).replace(" ", "")
    assert ANSWERS["problem"] in text.replace("\n", "")
    assert answer["Content-Disposition"].startswith("attachment")
