"""The permission matrix: every ability and every address against everybody who might knock, as written by hand."""

from __future__ import annotations

import ast
import copy
import itertools
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from rules.predicates import always_allow, always_deny

from baigong.config import policy as table
from baigong.config.policy import POLICY
from baigong.config.urls import DECLARED
from baigong.domain.abilities import Can
from baigong.domain.entries.queries import questions
from baigong.domain.judging.queries.paper import slip_of
from baigong.kit import time
from baigong.kit.http.doors import PUBLIC
from baigong.kit.http.doors import SIGNED_IN as ANY_ACCOUNT
from baigong.kit.http.routes import Route, routes
from tests.conftest import Once
from tests.support import actors
from tests.support import jury as scene
from tests.support.proofs import Case
from tests.support.sessions import browser_of

ELSEWHERE = (  # about a solution, which there is after the results only, or about oneself
    Can.EDIT_SOLUTION, Can.HIDE_SOLUTION, Can.PUBLISH_SOLUTION, Can.ERASE_PERSON, Can.TAKE_ERASURE_BACK,
    Can.ASK_MERGE, Can.MERGE_ACCOUNTS, Can.REPEAT_ERASURE, Can.ANSWER_DATA_REQUEST, Can.ANSWER_OFFER,
    Can.DECLINE_AWARD,
)  # fmt: skip
ABSENT = "zzzzzzzzzzzzzzzzzzzzzzzzzz"
NOT_THERE = {  # no end, no examples, no results
    "office:meeting_minutes", "office:meeting_minutes_text", "jury:examples", "entrant:question",
}  # fmt: skip
OWN_LOADER = {  # open to any account, and about nothing but what the loader finds
    "jury:proofs": actors.JUDGES, "jury:thanks": actors.JUDGES,
    "entrant:receipt": actors.TEAM, "entrant:receipt-file": actors.TEAM, "entrant:receipt-pdf": actors.TEAM,
}  # fmt: skip
NOT_HERE = (  # about things that this world has none of
    "entrant:file", "entrant:part", "office:entry_file", "jury:file", "entrant:library", "office:feedback_release",
    "office:certificate", "office:wave_give_out", "account:message", "jury:oath", "entrant:undo", "entrant:track",
    "office:take_track_back", "office:edition_state", "office:edition_revoke", "office:edition_order",
    "office:edition_add", "office:question_answer", "office:question_award", "office:question_take_back",
    "office:correction_approve", "office:correction_drop", "office:data_request", "entrant:offer", "office:units",
    "office:units_schools", "entrant:decline", "entrant:keep", "jury:pairs", "jury:pair", "office:pairs",
    "office:pairs_step",
)  # fmt: skip


@pytest.fixture(scope="module")
def shared_world(once: Once[actors.Actors]) -> actors.Actors:
    return once(actors.world)


@pytest.fixture
def world(shared_world: actors.Actors, db: None) -> Iterator[actors.Actors]:
    with time.frozen(scene.AFTER):
        yield copy.deepcopy(shared_world)


def mismatches(world: actors.Actors, rules: dict[str, Any], *, ability: str) -> list[str]:
    """Roles for which the table answers otherwise than was written by hand."""
    thing = actors.thing_of(world, ability)
    expected = actors.EXPECTED[Can(ability)]
    found = {role: bool(rules[ability].test(who or AnonymousUser(), thing)) for role, who in world.people.items()}
    return [f"{ability} {role}" for role, answer in found.items() if answer != (role in expected)]


def test_every_ability_is_in_the_matrix() -> None:
    assert {*actors.EXPECTED, *ELSEWHERE} >= set(POLICY), "write down by hand who may"


@pytest.mark.parametrize("ability", sorted(actors.EXPECTED))
def test_abilities_answer_as_written(world: actors.Actors, ability: str) -> None:
    actors_selection(world, ability)
    assert mismatches(world, POLICY, ability=ability) == []


def actors_selection(world: actors.Actors, ability: str) -> None:
    """Approving is asked about a list that the office proposed."""
    if ability == Can.APPROVE_SELECTION:
        world.things["selection"].proposed_by = world.people["office"]


@pytest.mark.parametrize("ability", sorted(actors.EXPECTED))
def test_a_guard_switched_off_is_noticed(world: actors.Actors, ability: str) -> None:
    actors_selection(world, ability)
    for broken in (always_allow, always_deny):
        wrong = mismatches(world, POLICY | {ability: broken}, ability=ability)
        expected = actors.EXPECTED[Can(ability)]
        same = set(actors.EVERYBODY) if broken is always_allow else set()
        assert wrong or expected == same, f"nobody would notice {ability} without its guard"


PARTS = ("is_office", "is_director", "is_chair", "is_auditor", "has_tie", "has_stake", "is_assigned", "did_not_propose")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_a_guard_switched_off_is_noticed(world: actors.Actors, part: str) -> None:
    """Each condition in turn answers the same to everybody; some ability then lets in the wrong people."""
    world.things["selection"].proposed_by = world.people["director"] if part == "did_not_propose" else None
    rows = [(ability, rule) for ability, rule in POLICY.items() if ability in actors.EXPECTED and part in str(rule)]
    assert rows
    answers = {"has_tie": False, "has_stake": False}
    noticed = []
    for ability, rule in rows:
        broken = POLICY | {ability: without(rule, part, answer=answers.get(part, True))}
        noticed += set(mismatches(world, broken, ability=ability)) ^ set(mismatches(world, POLICY, ability=ability))
    assert noticed


def without(rule: Any, part: str, *, answer: bool) -> Any:
    """The same rule with one of its conditions stuck: its text is an expression over the names of its conditions."""
    tree = ast.parse(str(rule), mode="eval").body

    class Stuck:
        def test(self, person: Any, thing: Any) -> bool:
            return _answer(tree, lambda name: answer if name == part else bool(LEAVES[name].test(person, thing)))

    return Stuck()


def _answer(tree: ast.expr, leaf: Callable[[str], bool]) -> bool:
    if isinstance(tree, ast.BinOp):
        sides = (_answer(side, leaf) for side in (tree.left, tree.right))
        return any(sides) if isinstance(tree.op, ast.BitOr) else all(sides)
    if isinstance(tree, ast.UnaryOp):
        return not _answer(tree.operand, leaf)
    assert isinstance(tree, ast.Name)
    return leaf(tree.id)


LEAVES = {str(value): value for value in vars(table).values() if hasattr(value, "test")}


@dataclass(frozen=True, slots=True)
class Knock:
    """One request: who, where, how, and whether it may come in."""

    route: Route
    role: str
    method: str
    address: str
    may: bool


def knocks(world: actors.Actors) -> list[Knock]:
    """Every route with every method for everybody, at a thing that is there and at one that is not."""
    found = []
    for route in routes(DECLARED):
        if route.door is None or route.door.ability == PUBLIC or route.name.startswith("account:"):
            continue  # one's own account is nobody else's to enter, and has its own tests
        if route.name in NOT_HERE:
            continue
        if not {*PART.findall(route.pattern)} <= {*parts_of(world, route)}:
            continue
        whole = address_of(world, route)
        for role, method in itertools.product(actors.EVERYBODY, ("GET", "POST")):
            may = role in who_may(route) and method in route.door.methods and route.name not in NOT_THERE
            found.append(Knock(route, role, method, whole, may))
            if "public_id" in route.pattern:
                found.append(Knock(route, role, method, address_of(world, route, public_id=ABSENT), may=False))
    return found


def who_may(route: Route) -> frozenset[str]:
    """By the table written by hand; the door only names the row."""
    assert route.door is not None
    if route.name in BY_PORTAL:
        return BY_PORTAL[route.name]
    if route.name.startswith("entrant:") and route.door.ability != ANY_ACCOUNT:
        return actors.TEAM
    if route.name in OWN_LOADER:
        return OWN_LOADER[route.name]
    return actors.SIGNED_IN if route.door.ability == ANY_ACCOUNT else actors.EXPECTED[Can(route.door.ability)]


def address_of(world: actors.Actors, route: Route, **changed: str) -> str:
    """The route's address at the thing of this world."""
    parts = parts_of(world, route) | changed
    return PART.sub(lambda found: parts[found[1]], route.pattern)


def parts_of(world: actors.Actors, route: Route) -> dict[str, str]:
    """What stands for the parts of an address."""
    things = world.things
    entry = things["entry"]
    kind = next((kind for start, kind in KINDS if route.name.startswith(start)), "entry")
    return {
        "public_id": things[kind].public_id, "slug": world.year.edition.slug, "key": "reading", "number": "1",
        "entry": entry.public_id, "receipt": entry.receipts.get().public_id, "address": "tracks/explore",
        "section": questions(entry).sections[0].key, "question": "title", "who": "nobody", "kind": "office",
        "slip": slip_of(things["read"].public_id),
    }  # fmt: skip


PART = re.compile(r"<(?:\w+:)?(\w+)>")
KINDS = (
    ("jury:meeting_vote", "item"), ("jury:", "read"), ("office:meeting_call", "selection"), ("office:meeting", "item"),
    ("office:passing", "passage"), ("office:judge", "judge"), ("office:assign", "plan"), ("office:conflict", "tie"),
    ("office:read_back", "read"),
    ("office:selection", "selection"), ("office:propose_track", "entry"), ("office:propose", "selection"),
    ("office:approve", "selection"),
)  # fmt: skip
JUDGES = frozenset({"judge", "other_judge", "bound_judge"})
BY_PORTAL = {  # narrower than the ability: a judge's own list, the office's own pages
    "jury:away": JUDGES,
    "jury:pack": JUDGES,
    "jury:grid": JUDGES,
    "office:papers": actors.STAFF,
    "office:entry": actors.FREE | {"auditor"},
    "office:edition": actors.STAFF | {"auditor"},
    "office:similar": actors.FREE | {"auditor"},
    "office:read_back": actors.FREE,
}


FORM = "application/x-www-form-urlencoded"


def body(world: actors.Actors, route: Route) -> str:
    """What a form of that address would send at least."""
    return urlencode({
        "entry": world.things["entry"].public_id, "do": "off" if route.name == "office:meeting_step" else "name",
    })  # fmt: skip


def comes_in(world: actors.Actors, knock: Knock) -> bool:
    """Whether the answer is more than a closed door; what the request changed is undone."""
    client = Client(raise_request_exception=False)
    who = world.people[knock.role]
    with transaction.atomic():
        if who is not None:
            browser_of(who, client=client)
        answer = client.generic(knock.method, knock.address, body(world, knock.route), FORM)
        answer.close()
        transaction.set_rollback(True)
    led_away = answer.status_code == 302 and answer.headers["Location"].startswith("/account/login")
    assert answer.status_code < 500, f"{knock.method} {knock.address} as {knock.role}: {answer.status_code}"
    return not led_away and answer.status_code not in {401, 403, 404, 405}


@pytest.mark.proof(name="matrix", asked=3200, small=160, seed=5)
def test_every_address_lets_in_whom_it_should(world: actors.Actors, cases: Iterator[Case]) -> None:
    every = knocks(world)
    random.Random(5).shuffle(every)
    for case in cases:
        knock = every[case.number % len(every)]
        assert comes_in(world, knock) == knock.may, f"{knock.method} {knock.route.name} {knock.address} {knock.role}"
