"""The matrix once the results are out: who comes in to questions, corrections, offers and proofs, and who does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.actions import grant_role
from baigong.domain.entries.actions import add_tie
from baigong.domain.judging.models import Assignment
from baigong.domain.selection import actions
from baigong.domain.selection.models import Award, Offer
from baigong.kit import time
from tests.support import jury as scene
from tests.support.sessions import browser_of
from tests.support.winners import *  # noqa: F403 (fixtures are found by being here)
from tests.support.winners import lead_of, selection_of

pytestmark = pytest.mark.django_db
ABSENT = "zzzzzzzzzzzzzzzzzzzzzzzzzz"
ROLES = ("visitor", "lead", "rival", "judge", "office", "bound", "director", "auditor")
DIRECTS, ACTS = {"director"}, {"office", "director"}
SEES = ACTS | {"auditor"}
#: By hand: the method, the kind of thing in the address, and who comes in.
EXPECTED: dict[str, tuple[str, str, set[str]]] = {
    "office:questions": ("GET", "", SEES | {"bound"}),
    "office:question_answer": ("POST", "question", ACTS),
    "office:question_award": ("POST", "question", DIRECTS),
    "office:question_take_back": ("POST", "question", ACTS),
    "office:correction_approve": ("POST", "correction", DIRECTS),
    "office:correction_drop": ("POST", "correction", ACTS),
    "office:selection_one": ("GET", "selection", SEES),
    "office:selection_record": ("GET", "selection", SEES),
    "office:selection_report": ("GET", "selection", SEES),
    "office:feedback": ("GET", "", SEES),
    "office:ballots_export": ("GET", "", SEES),
    "entrant:proof": ("GET", "entry", {"lead"}),
    "entrant:proof-file": ("GET", "entry", {"lead"}),
    "entrant:offer": ("POST", "offer", {"lead"}),
    "entrant:decline": ("GET", "award", {"rival"}),
    "entrant:keep": ("POST", "word", {"rival"}),
    "jury:proofs": ("GET", "", {"judge"}),
    "jury:thanks": ("GET", "", {"judge"}),
    "jury:proof": ("GET", "read", {"judge"}),
}

BOTH = {"entrant:decline"}  # a page with its form, under one address


@pytest.fixture(autouse=True)
def next_week() -> Iterator[None]:
    with time.frozen(scene.OPENING + timedelta(days=5)):
        yield


@pytest.fixture
def things(year: scene.Year) -> dict[str, tuple[str, ...]]:
    """A question that was justified, one award that waits to be taken back, and the place of another on offer."""
    main = Award.objects.filter(prize__key="top100").select_related("entry", "selection").order_by("pk")
    given, waiting, unwanted = main[:3]
    word = actions.decline_award(unwanted, by=lead_of(unwanted.entry))
    loser = next(entry for entry in year.entries if not entry.awards.exists())
    asked = actions.raise_objection(loser, question="為什麼？", by=lead_of(loser))
    upheld = actions.answer_objection(asked, upheld=True, answer="有理。", by=year.second)
    done = actions.propose_correction(given, objection=upheld, reason="查證屬實", by=year.office)
    actions.approve_correction(done, by=year.director)
    open_one = actions.propose_correction(waiting, objection=upheld, reason="查證屬實", by=year.office)
    offer = Offer.objects.select_related("entry").get(correction=done)
    read = Assignment.objects.filter(judge=year.judges[0]).order_by("pk")[0]
    return {
        "": (),
        "question": (upheld.public_id,),
        "correction": (open_one.public_id,),
        "selection": (selection_of(year).public_id,),
        "entry": (offer.entry.public_id,),
        "offer": (offer.entry.public_id, offer.public_id),
        "award": (unwanted.entry.public_id, unwanted.public_id),
        "word": (unwanted.entry.public_id, word.public_id),
        "read": (read.public_id,),
    }


@pytest.fixture
def people(year: scene.Year, things: Any) -> dict[str, Any]:
    offered = next(entry for entry in year.entries if entry.public_id == things["entry"][0])
    asking = next(entry for entry in year.entries if entry.objections.exists())
    rival = next(entry for entry in year.entries if entry.public_id == things["award"][0])
    bound, auditor = scene.person("bound"), scene.person("auditor")
    grant_role(year.edition, bound, "office", by=year.director)
    grant_role(year.edition, auditor, "auditor", by=year.director)
    add_tie(asking, bound, kind="family", reason="手足", by=bound)
    return {
        "visitor": None, "lead": lead_of(offered), "rival": lead_of(rival), "judge": year.judges[0].person,
        "office": year.office, "bound": bound, "director": year.director, "auditor": auditor,
    }  # fmt: skip


def comes_in(person: Any, method: str, address: str) -> bool:
    """Whether the answer is more than a closed door; what the request changed is undone."""
    client = browser_of(person) if person else Client()
    award = Award.objects.filter(revoked_at=None).order_by("pk")[0].public_id
    body = f"do=dismiss&answer=x&prize=top100&award={award}"
    with transaction.atomic():
        answer = client.generic(method, address, body, "application/x-www-form-urlencoded")
        answer.close()
        transaction.set_rollback(True)
    assert answer.status_code < 500, f"{method} {address}: {answer.status_code}"
    led_away = answer.status_code == 302 and answer.headers["Location"].startswith("/account/login")
    return not led_away and answer.status_code not in {401, 403, 404, 405}


def test_every_address_lets_in_whom_it_should(
    year: scene.Year, things: dict[str, tuple[str, ...]], people: dict[str, Any]
) -> None:
    wrong = []
    for (name, (method, kind, allowed)), role in product(EXPECTED.items(), ROLES):
        parts = things[kind]
        found = {
            method: comes_in(people[role], method, reverse(name, args=parts)),
            "other": comes_in(people[role], "POST" if method == "GET" else "GET", reverse(name, args=parts)),
            "absent": bool(parts) and comes_in(people[role], method, reverse(name, args=(ABSENT,) * len(parts))),
        }
        takes_both = name in BOTH and role in allowed
        if found != {method: role in allowed, "other": takes_both, "absent": False}:
            wrong.append((name, role, found))
    assert wrong == []
