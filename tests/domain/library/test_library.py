import pytest

from baigong.domain.consents.models import Consent
from baigong.domain.library import jobs, queries
from baigong.domain.library.actions import hide_solution, publish_solution
from baigong.domain.library.cells import in_cell_order
from baigong.domain.library.models import Solution
from baigong.kit.errors import BadInput, NotAllowed, Refused
from baigong.kit.policy import SYSTEM
from tests.support.jury import Year
from tests.support.winners import ANSWERS, lead_of, selection_of, solutions

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(year: Year) -> Solution:
    return solutions(year)[0]


def found(words: str) -> list[Solution]:
    return list(queries.wished(Solution.objects.published(), queries.Wish(words=words)))


def test_every_winner_has_a_cell_and_none_is_public_before_its_team_agrees(year: Year) -> None:
    assert [one.place for one in solutions(year)] == [1, 2, 3]
    assert not Solution.objects.published().exists()
    assert {one.sign for one in solutions(year)} == {ANSWERS["sign"]}


def test_the_place_says_nothing_of_the_rank(year: Year) -> None:
    shuffled = in_cell_order(one.entry for one in reversed(solutions(year)))
    assert [one.entry for one in solutions(year)] == shuffled


def test_preparing_again_changes_nothing(year: Year) -> None:
    before = list(Solution.objects.order_by("pk").values())
    assert jobs.prepare_all.func(selection_of(year).pk) == 0
    assert list(Solution.objects.order_by("pk").values()) == before


def test_the_lead_publishes_only_what_the_team_agrees_to(one: Solution) -> None:
    published = publish_solution(one, by=lead_of(one.entry), fields=["summary"], sign="刀")
    assert published.fields == {"summary": ANSWERS["summary"]}
    assert published.sign == "刀"
    assert Consent.objects.get(about=one.entry.public_id).scope == {"fields": ["summary"]}


def test_an_answer_that_is_never_public_cannot_be_agreed_to(one: Solution) -> None:
    assert publish_solution(one, by=lead_of(one.entry), fields=["matching", "nothing"]).fields == {}


def test_the_house_publishes_nothing_without_the_consent(one: Solution) -> None:
    with pytest.raises(Refused):
        publish_solution(one, by=SYSTEM)


def test_who_may_publish_and_hide(year: Year, one: Solution) -> None:
    others = lead_of(solutions(year)[1].entry)
    for who in (others, year.office):
        with pytest.raises(NotAllowed):
            publish_solution(one, by=who)
    public = publish_solution(one, by=lead_of(one.entry))
    with pytest.raises(NotAllowed):
        hide_solution(public, reason="x", by=others)


def test_a_public_solution_is_found_by_two_characters_and_a_hidden_one_is_not(year: Year, one: Solution) -> None:
    assert found("刀痕") == []
    public = publish_solution(one, by=lead_of(one.entry))
    assert found("刀痕") == [one]
    assert found("空氣") == [one]
    hide_solution(public, reason="撤回", by=lead_of(one.entry))
    assert found("刀痕") == []
    assert not Consent.objects.standing().filter(about=one.entry.public_id).exists()


def test_a_word_that_was_not_agreed_to_is_not_found(one: Solution) -> None:
    publish_solution(one, by=lead_of(one.entry), fields=["summary"])
    assert found("空氣") == []
    publish_solution(one, by=lead_of(one.entry), fields=["summary", "problem"])
    assert found("空氣") == [one]


def test_more_than_one_character_does_not_fit_the_cell(one: Solution) -> None:
    with pytest.raises(BadInput):
        publish_solution(one, by=lead_of(one.entry), sign="刀刀")


def test_the_team_sees_its_page_before_the_public_does(year: Year, one: Solution) -> None:
    assert one in Solution.objects.visible_to(lead_of(one.entry))
    assert one in Solution.objects.visible_to(year.office)
    assert one not in Solution.objects.visible_to(lead_of(solutions(year)[1].entry))
    assert one not in Solution.objects.visible_to(None)
