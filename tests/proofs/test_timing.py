"""Something that is there and something that is not get one answer, and as fast."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.models import Edition
from baigong.domain.entries.models import Entry
from baigong.domain.people.actions import register, verify_address
from baigong.domain.people.models import Person
from tests.support.call import *  # noqa: F403 (fixtures are found by being here)
from tests.support.call import _clock, signed_in  # noqa: F401 (the same)
from tests.support.proofs import FOLDER, Case

pytestmark = pytest.mark.django_db
PASSWORD = "three-cups-of-oolong"
ADDRESSES = ("here@example.org", "gone@example.org")
TOKEN = re.compile(r"\b\w{64}\b")
Ask = Callable[[str], HttpResponse]


def posted(page: str, *, field: str = "email", **more: str) -> Ask:
    return lambda address: Client().post(reverse(page), {field: address, **more})  # type: ignore[return-value]


@pytest.fixture
def probes(edition: Edition, submitted: Entry, stranger: Person) -> dict[str, tuple[Ask, tuple[str, str]]]:
    """How each thing is asked for, then one that is there and one that is not."""
    verify_address(register(email=ADDRESSES[0], name="林示範", password=PASSWORD))
    new = {"name": "林示範", "password1": PASSWORD, "agreed": "on"}
    browser, entries = signed_in(stranger, edition), (submitted.public_id, submitted.public_id[::-1])
    return {
        "sign-in": (posted("account_login", field="login", password="not-the-right-one"), ADDRESSES),
        "code": (posted("account_request_login_code"), ADDRESSES),
        "reset": (posted("account_reset_password"), ADDRESSES),
        "sign-up": (posted("account_signup", **new), ADDRESSES),
        "entry": (lambda name: browser.get(reverse("entrant:entry", args=[name])), entries),  # type: ignore[dict-item,return-value]
    }


def timed(ask: Ask, *, of: str) -> tuple[float, tuple[int, str, str]]:
    """Milliseconds, and the answer but for its own token and the thing asked for; nothing of it stays."""
    cache.clear()
    with transaction.atomic():
        start = perf_counter()
        answer = ask(of)
        spent = perf_counter() - start
        transaction.set_rollback(True)
    body = TOKEN.sub("", answer.content.decode()).replace(of, "")
    return spent * 1000, (answer.status_code, answer.headers.get("Location", "").replace(of, ""), body)


@pytest.mark.proof(name="timing", asked=2_000, small=1, seed=14)
def test_what_is_there_is_answered_like_what_is_not(
    probes: dict[str, tuple[Ask, tuple[str, str]]], cases: Iterator[Case], request: pytest.FixtureRequest
) -> None:
    """One case is a pair of each probe, in an order that is drawn; how long they took is noted, never asserted."""
    apart: dict[str, list[float]] = {name: [] for name in probes}
    first = None
    for case in cases:
        first = case.number if first is None else first
        for name, (ask, things) in probes.items():
            order = case.rng.sample(things, 2)
            seen = {of: timed(ask, of=of) for of in order}
            there, absent = (seen[of] for of in things)
            assert there[1] == absent[1], name
            apart[name].append(there[0] - absent[0])
    if request.config.getoption("--full"):
        note(apart, goes_on=bool(first))


def note(apart: dict[str, list[float]], *, goes_on: bool) -> None:
    """The median difference of all pairs so far and the interval around it, by the signs, in milliseconds."""
    kept = FOLDER / "timing-pairs.json"
    before = json.loads(kept.read_text(encoding="utf-8")) if goes_on and kept.exists() else {}
    pairs = {name: before.get(name, []) + more for name, more in apart.items()}
    kept.write_text(json.dumps(pairs), encoding="utf-8")
    figures = {name: figures_of(sorted(each)) for name, each in pairs.items() if each}
    (FOLDER / "timing-figures.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def figures_of(pairs: list[float]) -> dict[str, float]:
    reach = round(0.98 * len(pairs) ** 0.5)  # 1.96 standard deviations of the number of pairs above the median
    low, high = max(len(pairs) // 2 - reach, 0), min(len(pairs) // 2 + reach, len(pairs) - 1)
    return {"pairs": len(pairs), "median": median(pairs), "low": pairs[low], "high": pairs[high]}
