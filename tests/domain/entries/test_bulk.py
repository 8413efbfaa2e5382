"""Many at once is the same as one by one: rows, log, letters, and refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from baigong.domain.editions.models import Edition
from baigong.domain.entries import actions
from baigong.domain.entries.models import EligibilityRuling, Entry, EntryUnit, EntryVersion, Member, Receipt
from baigong.domain.people.actions import register
from baigong.domain.people.models import Person
from baigong.domain.units.actions import find_or_add
from baigong.kit import audit, ids, time
from baigong.kit.audit.chain import verify
from baigong.kit.audit.models import AuditEvent
from baigong.kit.errors import NotAllowed, Refused
from baigong.kit.outbox.models import Message
from tests.support.answers import full_answers
from tests.support.call import CLOSING

COUNT = 3
DRAWN = {"id", "public_id", "message_id"}  # drawn or counted in another order
LINKS = {"entry_id", "receipt_id", "person_id", "unit_id", "lead_id"}  # numbers that a database counts on


def starts(edition: Edition) -> list[actions.Start]:
    tracks = list(edition.tracks.all())
    found = []
    for number in range(COUNT):
        lead = register(email=f"lead{number}@example.org", name=f"林示範{number}")
        unit = find_or_add(kind="technical_high", name=f"範例高工{number}", county="臺中市", by=lead)
        track = tracks[number % len(tracks)]
        answers = full_answers(Entry(edition=edition, track=track, sheet=edition.sheets.latest("pk")))
        found.append(actions.Start(by=lead, track=track, answers=answers, team=f"第{number}隊", units=[unit]))
    return found


def one_by_one(edition: Edition, officer: Person) -> None:
    begun = []
    for start in starts(edition):
        entry = actions.start_entry(edition, track=start.track, by=start.by, team=start.team, units=start.units)
        actions.save_draft(entry, answers=start.answers, version=0, by=start.by)
        begun.append((entry, start.by))
    for entry, lead in begun:
        actions.submit_entry(entry, by=lead)
    for entry, _lead in begun:
        actions.accept_entry(entry, by=officer, reason="資料齊全")


def at_once(edition: Edition, officer: Person) -> None:
    wanted = starts(edition)
    begun = actions.start_many(edition, wanted)
    actions.submit_many((entry, start.by) for entry, start in zip(begun, wanted, strict=True))
    assert actions.accept_many(Entry.objects.filter(edition=edition), by=officer, reason="資料齊全") == COUNT


def plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in DRAWN | LINKS and not name.endswith("_by_id")}


def everything() -> dict[str, list[Any]]:
    """All that was written, without what is drawn or counted."""
    rows = {
        model.__name__: [plain(row) for row in model.objects.order_by("pk").values()]  # type: ignore[attr-defined]
        for model in (Entry, Member, EntryUnit, EntryVersion, EligibilityRuling, Receipt, Message)
    }
    for receipt in rows["Receipt"]:
        receipt["payload"] = plain(receipt["payload"]) | {"entry": ""}
        del receipt["signature"]  # over the entry's drawn id
    for message in rows["Message"]:
        del message["text"], message["html"], message["key"]  # they hold links with ids
    seen = AuditEvent.objects.order_by("pk").values_list("verb", "actor", "kind", "facts", "at")
    log = [(verb, actor, kind, plain(facts), at) for verb, actor, kind, facts, at in seen]
    return rows | {"log": log}


@pytest.fixture
def lived(edition: Edition, officer: Person, db: None) -> Callable[[Callable[[Edition, Person], None]], dict[str, Any]]:
    def live(how: Callable[[Edition, Person], None]) -> dict[str, Any]:
        with transaction.atomic(), ids.seeded("same"):
            how(edition, officer)
            found = everything()
            assert verify() == ""
            transaction.set_rollback(True)
        return found

    return live


def test_many_at_once_write_what_one_by_one_writes(
    lived: Callable[[Callable[[Edition, Person], None]], dict[str, Any]],
) -> None:
    single, bulk = lived(one_by_one), lived(at_once)
    assert len(single["Message"]) == 2 * COUNT
    for name, rows in single.items():
        assert bulk[name] == rows, name


def test_what_one_verb_refuses_many_refuse_too(edition: Edition, officer: Person) -> None:
    wanted = starts(edition)
    with time.frozen(CLOSING), pytest.raises(Refused):
        actions.start_many(edition, wanted)
    begun = actions.start_many(edition, wanted)
    leads = [start.by for start in wanted]
    with pytest.raises(NotAllowed):
        actions.submit_many(zip(begun, [*leads[1:], leads[0]], strict=True))
    with time.frozen(CLOSING), pytest.raises(Refused):
        actions.submit_many(zip(begun, leads, strict=True))
    assert Receipt.objects.count() == 0
    with pytest.raises(Refused):
        actions.accept_many(Entry.objects.filter(edition=edition), by=officer)
    with pytest.raises(NotAllowed):
        actions.accept_many(Entry.objects.filter(edition=edition), by=leads[0])
    assert EligibilityRuling.objects.count() == 0


def test_one_person_leads_no_more_than_the_limit_in_one_go_either(edition: Edition) -> None:
    first = starts(edition)[0]
    with pytest.raises(Refused):
        actions.start_many(edition, [first] * 4)
    assert Entry.objects.count() == 0


def test_events_of_several_actors_make_one_chain(officer: Person, lead: Person) -> None:
    audit.record_each([("a.do", None, {"n": 1}, officer), ("a.do", None, {"n": 2}, lead)])
    assert verify() == ""
    assert list(AuditEvent.objects.filter(verb="a.do").order_by("pk").values_list("actor", flat=True)) == [
        officer.public_id,
        lead.public_id,
    ]
