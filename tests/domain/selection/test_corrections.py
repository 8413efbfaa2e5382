"""An award is taken back by two people or declined by its team; everything that told of it follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.certificates.models import Certificate
from baigong.domain.entries.actions import add_tie
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import UNDO_FOR
from baigong.domain.library.actions import publish_solution
from baigong.domain.library.models import Solution
from baigong.domain.selection import actions
from baigong.domain.selection.models import Award, Correction, Objection, Offer, Placement
from baigong.kit import time
from baigong.kit.audit import chain
from baigong.kit.errors import BadInput, NotAllowed, Refused
from baigong.kit.jobs import worker
from baigong.kit.outbox.models import Message
from tests.support import jury as scene
from tests.support.sessions import browser_of, just_proven
from tests.support.winners import *  # noqa: F403 (fixtures are found by being here)
from tests.support.winners import lead_of

pytestmark = pytest.mark.django_db
REASON = "查證屬實：方案抄自他校已發表的成果。"


@pytest.fixture(autouse=True)
def next_week() -> Iterator[None]:
    with time.frozen(scene.OPENING + timedelta(days=5)):
        yield


@pytest.fixture
def upheld(year: scene.Year) -> Objection:
    """Somebody who was not chosen asked, and was right."""
    loser = next(entry for entry in year.entries if not entry.awards.exists())
    asked = actions.raise_objection(loser, question="得獎的一件抄自我們。", by=lead_of(loser))
    return actions.answer_objection(asked, upheld=True, answer="查證屬實。", by=year.second)


@pytest.fixture
def award(year: scene.Year) -> Award:
    """The main prize of the one that has another within it."""
    best = Award.objects.get(prize__key="top10").entry
    return Award.objects.select_related("entry", "selection").get(prize__key="top100", entry=best)


def proposed(award: Award, upheld: Objection, by: Any, **more: Any) -> Correction:
    return actions.propose_correction(award, objection=upheld, reason=REASON, by=by, **more)


def test_it_takes_two_people_a_justified_question_and_a_reason(
    year: scene.Year, award: Award, upheld: Objection
) -> None:
    with pytest.raises(BadInput):
        actions.propose_correction(award, objection=upheld, reason=" ", by=year.office)
    with pytest.raises(NotAllowed):
        proposed(award, upheld, lead_of(upheld.entry))
    Objection.objects.update(state="dismissed")
    with pytest.raises(Refused):
        proposed(award, Objection.objects.get(), year.office)
    Objection.objects.update(state="upheld")
    correction = proposed(award, upheld, year.director)
    with pytest.raises(Refused):
        proposed(award, upheld, year.office)
    for nobody in (year.director, year.office):
        with pytest.raises(NotAllowed):
            actions.approve_correction(correction, by=nobody)
    add_tie(award.entry, year.second, kind="family", reason="手足", by=year.second)
    with pytest.raises(NotAllowed):
        actions.approve_correction(correction, by=year.second)
    actions.drop_correction(correction, by=year.office)
    assert not Award.objects.exclude(revoked_at=None).exists()


def test_all_that_told_of_it_follows(year: scene.Year, award: Award, upheld: Objection) -> None:
    entry = award.entry
    publish_solution(Solution.objects.get(entry=entry), by=lead_of(entry))
    code = Certificate.objects.get(award=award).code
    actions.approve_correction(proposed(award, upheld, year.office), by=year.director)
    worker.drain()
    assert set(Award.objects.exclude(revoked_at=None).values_list("entry", "prize__key")) >= {
        (entry.pk, "top100"),
        (entry.pk, "top10"),
    }
    assert Certificate.objects.get(code=code).state == "revoked"
    assert REASON not in Client().get(reverse("public:check", args=[code])).content.decode()
    assert Client().get(reverse("public:certificate", args=[code])).status_code == 404
    page = Client().get(reverse("public:winners")).content.decode()
    assert entry.title not in page
    assert "更正" in page
    solution = Solution.objects.get(entry=entry)
    assert solution.state == "hidden"
    with pytest.raises(Refused):
        publish_solution(solution, by=lead_of(entry))
    letter = Message.objects.filter(kind="award-revoked", to=lead_of(entry).email).first()
    assert letter is not None
    assert REASON in letter.text
    assert chain.verify() == ""
    assert entry.title not in enter(lead_of(entry)).get(reverse("public:library")).content.decode()


def test_the_place_goes_to_the_next_who_wants_it(year: scene.Year, award: Award, upheld: Objection) -> None:
    actions.approve_correction(proposed(award, upheld, year.office), by=year.director)
    losers = Placement.objects.filter(prizes=[]).order_by("rank").values_list("entry", flat=True)
    first, second = losers[:2]
    offer = Offer.objects.get(correction__award=award)
    assert offer.entry_id == first
    worker.drain()
    assert Message.objects.filter(kind="place-offered", to=lead_of(offer.entry).email).exists()
    with pytest.raises(NotAllowed):
        actions.answer_offer(offer, accept=True, by=year.office)
    actions.answer_offer(offer, accept=False, by=lead_of(offer.entry))
    with pytest.raises(Refused):
        actions.answer_offer(offer, accept=True, by=lead_of(offer.entry))
    with time.frozen(time.now() + UNDO_FOR):
        actions.pass_places_on()
    taken = Offer.objects.get(correction__award=award, state="offered")
    assert taken.entry_id == second
    actions.answer_offer(taken, accept=True, by=lead_of(taken.entry))
    worker.drain()
    assert Award.objects.filter(entry=second, prize=award.prize, revoked_at=None).exists()
    assert Certificate.objects.filter(award__entry=second, state="valid").exists()
    assert Solution.objects.filter(entry=second).exists()


def test_the_place_goes_on_under_the_caps_of_the_record(year: scene.Year, award: Award, upheld: Objection) -> None:
    first, second = Placement.objects.filter(prizes=[]).order_by("rank").values_list("entry__public_id", flat=True)[:2]
    record = award.selection.record
    for one in record["entries"]:
        one["labels"]["county"] = "full" if one["key"] == first else "free"
    record["rules"]["prizes"][0]["quotas"] = [{"by": "county", "least": {}, "most": {"full": 0}}]
    award.selection.save(update_fields=["record"])
    actions.approve_correction(proposed(award, upheld, year.office), by=year.director)
    assert Offer.objects.get(correction__award=award).entry.public_id == second


def test_a_place_may_stay_empty(year: scene.Year, award: Award, upheld: Objection) -> None:
    actions.approve_correction(proposed(award, upheld, year.office, goes_on=False), by=year.director)
    assert not Offer.objects.exists()


def enter(person: Any) -> Client:
    return just_proven(browser_of(person), person)


def test_pages(year: scene.Year, award: Award, upheld: Objection) -> None:
    office, director = enter(year.office), enter(year.director)
    questions = reverse("office:questions")
    take_back = reverse("office:question_take_back", args=[upheld.public_id])
    assert take_back in office.get(questions).content.decode()
    office.post(take_back, {"award": award.public_id, "reason": REASON, "goes_on": "on"})
    approve = reverse("office:correction_approve", args=[Correction.objects.get().public_id])
    assert approve not in office.get(questions).content.decode()
    assert office.post(approve).status_code == 403
    assert approve in director.get(questions).content.decode()
    assert director.post(approve).status_code == 302
    offer = Offer.objects.select_related("entry").get(correction__award=award)
    team = enter(lead_of(offer.entry))
    answer = reverse("entrant:offer", args=[offer.entry.public_id, offer.public_id])
    assert answer in team.get(reverse("entrant:entry", args=[offer.entry.public_id])).content.decode()
    other = Entry.objects.exclude(pk=offer.entry_id).order_by("pk")[0]
    assert enter(lead_of(other)).post(answer, {"do": "accept"}).status_code == 404
    team.post(answer, {"do": "accept"})
    offer.refresh_from_db()
    assert offer.state == "accepted"


def test_a_team_may_decline_its_award_and_change_its_mind(year: scene.Year, award: Award) -> None:
    lead = lead_of(award.entry)
    with pytest.raises(NotAllowed):
        actions.decline_award(award, by=year.office)
    said = actions.decline_award(award, by=lead, reason="主要成員赴外進修。")
    with pytest.raises(Refused):
        actions.decline_award(award, by=lead)
    with pytest.raises(Refused):
        actions.drop_correction(said, by=year.office)
    with pytest.raises(Refused):
        actions.approve_correction(said, by=year.director)
    worker.drain()
    told = Message.objects.filter(kind="award-declined-told").values_list("to", flat=True)
    assert set(told) == {year.office.email, year.director.email, year.second.email}
    assert Message.objects.filter(kind="award-declined", to=lead.email).exists()
    with time.frozen(time.now() + UNDO_FOR * 2):
        actions.keep_award(said, by=lead)
        worker.drain()
    assert Message.objects.filter(kind="award-kept", to=lead.email).exists()
    assert Certificate.objects.get(award=award).state == "valid"
    assert not Award.objects.exclude(revoked_at=None).exists()
    assert chain.verify() == ""


def test_what_was_declined_is_confirmed_by_a_director_and_its_place_goes_on(year: scene.Year, award: Award) -> None:
    lead, within = lead_of(award.entry), Award.objects.get(prize__key="top10")
    said = actions.decline_award(award, by=lead)
    alone = actions.decline_award(within, by=lead)
    with time.frozen(time.now() + UNDO_FOR):
        with pytest.raises(NotAllowed):
            actions.approve_correction(said, by=year.office)
        actions.approve_correction(said, by=year.director)
        with pytest.raises(Refused):
            actions.keep_award(said, by=lead)
        worker.drain()
    alone.refresh_from_db()
    assert alone.state == "dropped"
    assert not Award.objects.filter(entry=award.entry, revoked_at=None).exists()
    assert Certificate.objects.get(award=award).state == "revoked"
    assert Offer.objects.filter(correction=said, state="offered").exists()
    letter = Message.objects.filter(kind="award-declined-done", to=lead.email).first()
    assert letter is not None
    assert not Message.objects.filter(kind="award-revoked").exists()
    record = award.selection.record
    award.selection.refresh_from_db()
    assert award.selection.record == record


def test_a_team_declines_on_its_own_page(year: scene.Year, award: Award) -> None:
    lead = lead_of(award.entry)
    lead.set_password("a-password-of-the-lead")
    lead.save(update_fields=["password"])
    team, entry = enter(lead), reverse("entrant:entry", args=[award.entry.public_id])
    decline = reverse("entrant:decline", args=[award.entry.public_id, award.public_id])
    assert decline in team.get(entry).content.decode()
    assert "十" in team.get(decline).content.decode()
    assert browser_of(lead).post(decline, {"reason": ""}).headers["Location"].startswith("/account/")
    assert not Correction.objects.exists()
    team.post(decline, {"reason": ""})
    said = Correction.objects.get()
    assert (said.award_id, said.is_declined) == (award.pk, True)
    approve, shown = reverse("office:correction_approve", args=[said.public_id]), reverse("office:questions")
    assert "團隊婉謝。" in enter(year.office).get(shown).content.decode()
    director = enter(year.director)
    assert approve not in director.get(shown).content.decode()
    keep = reverse("entrant:keep", args=[award.entry.public_id, said.public_id])
    assert keep in team.get(entry).content.decode()
    team.post(keep)
    said.refresh_from_db()
    assert said.state == "dropped"


def test_a_place_that_was_left_can_be_had_again_until_it_goes_on(
    year: scene.Year, award: Award, upheld: Objection
) -> None:
    actions.approve_correction(proposed(award, upheld, year.office), by=year.director)
    offer = Offer.objects.select_related("entry").get(correction__award=award)
    team, page = enter(lead_of(offer.entry)), reverse("entrant:entry", args=[offer.entry.public_id])
    answer = reverse("entrant:offer", args=[offer.entry.public_id, offer.public_id])
    team.post(answer, {"do": "decline"})
    assert actions.pass_places_on() == 0
    worker.drain()
    assert Message.objects.filter(kind="place-left", to=lead_of(offer.entry).email).exists()
    assert 'value="undo"' in team.get(page).content.decode()
    team.post(answer, {"do": "undo"})
    offer.refresh_from_db()
    assert offer.state == "offered"
    team.post(answer, {"do": "decline"})
    with time.frozen(time.now() + UNDO_FOR):
        assert actions.pass_places_on() == 1
        assert actions.pass_places_on() == 0
        assert 'value="undo"' not in team.get(page).content.decode()
        offer.refresh_from_db()
        with pytest.raises(Refused):
            actions.undo_answer(offer, by=lead_of(offer.entry))


def test_a_prize_within_another_is_not_taken_without_it(year: scene.Year, award: Award, upheld: Objection) -> None:
    inner = Award.objects.select_related("prize").get(entry=award.entry, prize__key="top10")
    with pytest.raises(Refused):
        actions.award_late(upheld, inner.prize, by=year.director)
    actions.approve_correction(proposed(inner, upheld, year.office), by=year.director)
    offer = Offer.objects.select_related("entry", "correction__award__prize").get(correction__award=inner)
    outer = Award.objects.select_related("entry", "selection").get(entry=offer.entry, prize=award.prize)
    actions.approve_correction(proposed(outer, upheld, year.office), by=year.director)
    with pytest.raises(Refused):
        actions.answer_offer(offer, accept=True, by=lead_of(offer.entry))
    assert Offer.objects.get(pk=offer.pk).state == "offered"
