"""The share of each gender and the quorum are seen where judges are invited."""

from __future__ import annotations

import pytest
from django.urls import reverse

from baigong.domain.judging.queries.balance import Balance, balance_of
from baigong.kit import time
from tests.support import jury as scene
from tests.support.sessions import browser_of


def jury(women: int, men: int, *, share: float = 1 / 3) -> Balance:
    return Balance(women=women, men=men, others=0, unsaid=0, share=share)


def test_it_says_how_many_more_would_be_enough() -> None:
    assert jury(10, 20).short == []
    assert [count for _label, count in jury(9, 21).short] == [2]  # 11 of 32 is more than a third, 10 of 31 is not
    assert [count for _label, count in jury(0, 4).short] == [2]
    assert jury(0, 4, share=0).short == []


@pytest.mark.django_db
def test_the_page_counts_who_has_accepted(client: object) -> None:
    with time.frozen(scene.READING):
        year = scene.new_year()
        scene.seat(year, 3, gender="male")
        scene.seat(year, 1)
        office = browser_of(year.office)
        page = office.get(reverse("office:judges"))
        assert (page.context["balance"].men, page.context["balance"].unsaid) == (3, 1)
        assert (page.context["votes"], page.context["quorum"]) == (4, 3)
        assert "再請 2 位" in page.content.decode()
        rows = "林評審,lin@jury.example,,某大學,女\n陳評審,chen@jury.example,,某公司\n"
        office.post(reverse("office:judge_invite_many"), {"rows": rows})
        assert dict(year.edition.judges.filter(state="invited").values_list("name", "gender")) == {
            "林評審": "female",
            "陳評審": "",
        }
        assert balance_of(year.edition).women == 0, "an invitation is no judge yet"


@pytest.mark.django_db
@pytest.mark.parametrize(("cells", "says"), [(",X,", "「X」"), (",女,新竹", "「新竹」"), (",,火星市", "「火星市」")])
def test_a_row_that_names_no_gender_or_county_known_is_told_of_and_nobody_invited(cells: str, says: str) -> None:
    year = scene.new_year()
    rows = f"林評審,lin@jury.example,,某大學,女,臺南市\n陳評審,chen@jury.example,,某大學{cells}\n"
    page = browser_of(year.office).post(reverse("office:judge_invite_many"), {"rows": rows})
    (error,) = page.context["many_form"].errors["rows"]
    assert error.startswith("第 2 行")
    assert says in error
    assert not year.edition.judges.exists()
