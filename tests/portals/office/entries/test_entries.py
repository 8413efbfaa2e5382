"""The office sees the call fill up, asks for corrections and decides."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.actions import grant_role
from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.actions import (
    accept_entry,
    add_tie,
    reject_entry,
    return_entry,
    rule_revelation,
    save_draft,
    start_entry,
    submit_entry,
    withdraw_entry,
)
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import questions
from baigong.domain.people.actions import register
from baigong.domain.people.models import Person
from baigong.interface.reading import text_of
from baigong.kit import time
from baigong.kit.jobs.worker import drain
from baigong.kit.outbox.models import Message
from baigong.kit.policy import SYSTEM
from baigong.portals.office.entries.listing import Wanted, chosen, counts_of, page_of
from tests.support.call import signed_in

LIST = "/office/entries/"


def page(client: Client, address: str) -> str:
    reply = client.get(address)
    assert reply.status_code == 200
    return reply.content.decode()


@pytest.fixture
def hand_in(edition: Edition, track: Track, lead: Person, fill: Callable[..., Entry]) -> Callable[[str], Entry]:
    def handed_in(title: str) -> Entry:
        entry = fill(start_entry(edition, track=track, by=lead), title=title)
        submit_entry(entry, by=lead)
        return Entry.objects.get(pk=entry.pk)

    return handed_in


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    desk: Client, hand_in: Callable[[str], Entry], count: int, django_assert_num_queries: Callable[..., object]
) -> None:
    for number in range(count):
        hand_in(f"解方{number}")
    page(desk, LIST)
    with django_assert_num_queries(9):
        text = page(desk, LIST)
    assert text.count("解方") >= count
    assert "範例高工" in text


def test_drafts_are_counted_and_not_shown(desk: Client, entry: Entry) -> None:
    text = page(desk, LIST)
    assert "機台旁的實習課" not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"木工教室", "選手之路"}),
        ("?q=木工", {"木工教室"}),
        ("?q=範例", {"木工教室", "選手之路"}),
        ("?q=林示", {"木工教室", "選手之路"}),
        ("?q=%27%3B--", set()),
        ("?state=returned", {"選手之路"}),
        ("?state=nonsense", {"木工教室", "選手之路"}),
        ("?track=explore", {"木工教室", "選手之路"}),
        ("?track=contest", set()),
        ("?page=99", {"木工教室", "選手之路"}),
    ],
)
def test_filters(
    desk: Client, officer: Person, hand_in: Callable[[str], Entry], next_week: datetime, query: str, found: set[str]
) -> None:
    hand_in("木工教室")
    return_entry(hand_in("選手之路"), reason="請補", due_at=next_week, by=officer)
    text = page(desk, LIST + query)
    assert {title for title in ("木工教室", "選手之路") if title in text} == found


def test_what_somebody_may_not_open_is_not_in_the_list(edition: Edition, submitted: Entry) -> None:
    tied = register(email="tied@example.org", name="有關係")
    grant_role(edition, tied, "office", by=SYSTEM)
    add_tie(submitted, tied, kind="unit", reason="同單位", by=SYSTEM)
    client = signed_in(tied, edition)
    assert submitted.title not in page(client, LIST)
    for name in ("entry", "return", "accept", "reject"):
        assert client.get(reverse(f"office:{name}", args=(submitted.public_id,))).status_code == 404


@pytest.mark.parametrize(
    ("state", "number"), [("", 2), ("submitted", 1), ("withdrawn", 1)], ids=["all", "submitted", "withdrawn"]
)
def test_what_somebody_may_not_open_is_not_counted(
    edition: Edition, track: Track, lead: Person, hand_in: Callable[[str], Entry], state: str, number: int
) -> None:
    tied = register(email="tied@example.org", name="有關係")
    grant_role(edition, tied, "office", by=SYSTEM)
    add_tie(hand_in("同單位的"), tied, kind="unit", reason="同單位", by=SYSTEM)
    hand_in("看得到的")
    withdraw_entry(hand_in("撤回的"), by=lead)
    withdraw_entry(start_entry(edition, track=track, by=lead), by=lead)
    wanted = Wanted(state, track.key, "")
    found = page_of(edition, tied, wanted, "1", counts=counts_of(edition.pk), tracks=[track])
    assert found.paginator.count == len(found.object_list) == chosen(edition, tied, wanted).count() == number


@pytest.mark.parametrize("address", [LIST, "/office/edition/2026/entries/", "/office/edition/2026/entries/file/"])
def test_the_office_is_not_for_everybody(edition: Edition, stranger: Person, address: str) -> None:
    assert signed_in(stranger, edition).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_one_entry_shows_what_was_handed_in_and_not_what_is_written_since(
    desk: Client, submitted: Entry, lead: Person
) -> None:
    save_draft(submitted, answers={"problem": "還沒送出的話"}, version=submitted.version, by=lead)
    text = page(desk, reverse("office:entry", args=(submitted.public_id,)))
    assert "學學學" in text
    assert "還沒送出的話" not in text


def test_returning_resubmitting_accepting(desk: Client, submitted: Entry, lead: Person) -> None:
    back = reverse("office:return", args=(submitted.public_id,))
    empty = desk.post(back, {"reason": "", "due_on": "2026-04-20", "question": "steps"})
    assert empty.status_code == 422
    past = desk.post(back, {"reason": "請補第三步", "due_on": "2026-03-01", "question": ""})
    assert past.status_code == 422
    assert "請補第三步" in past.content.decode()
    sent = desk.post(back, {"reason": "請補第三步", "due_on": "2026-04-20", "question": "steps"})
    assert sent.headers["Location"] == reverse("office:entry", args=(submitted.public_id,))
    correction = submitted.corrections.get()
    assert correction.due_at == datetime(2026, 4, 21, tzinfo=time.TAIPEI)
    returned = Entry.objects.get(pk=submitted.pk)
    save_draft(returned, answers={"problem": "補好的句子"}, version=returned.version, by=lead)
    submit_entry(returned, by=lead)
    text = page(desk, reverse("office:entry", args=(submitted.public_id,)))
    assert "<ins>補好的句子</ins>" in text
    desk.post(reverse("office:accept", args=(submitted.public_id,)), {"reason": ""})
    assert Entry.objects.get(pk=submitted.pk).state == "eligible"


def test_one_letter_asks_for_several_things(desk: Client, submitted: Entry, edition: Edition, lead: Person) -> None:
    address = reverse("office:return", args=(submitted.public_id,))
    first = {"question": "steps", "reason": "請補第三步", "due_on": "2026-04-20"}
    longer = desk.post(address, {**first, "more": "1"})
    assert longer.status_code == 200
    assert "請補第三步" in longer.content.decode()
    assert 'name="reason-1"' in longer.content.decode()
    assert Entry.objects.get(pk=submitted.pk).state == "submitted"
    more = {"question-1": "problem", "reason-1": "問題請寫具體", "question-2": "", "reason-2": " "}
    assert desk.post(address, {**first, **more}).status_code == 302
    assert set(submitted.corrections.values_list("question", "reason")) == {
        ("steps", "請補第三步"),
        ("problem", "問題請寫具體"),
    }
    letter = Message.objects.filter(kind="entry-returned").get()
    assert "請補第三步" in letter.text
    assert "問題請寫具體" in letter.text
    browser = signed_in(lead, edition)
    section = next(one.key for one in questions(submitted).sections if "problem" in {q.key for q in one.questions})
    text = page(browser, reverse("entrant:write", args=(submitted.public_id, section)))
    beside = text[text.index('id="q-problem"') :]
    assert "問題請寫具體" in beside[: beside.index('class="ask"')]


def test_an_entry_that_is_out_is_asked_for_more_and_has_more_time(desk: Client, submitted: Entry, lead: Person) -> None:
    address = reverse("office:return", args=(submitted.public_id,))
    desk.post(address, {"question": "steps", "reason": "請補第三步", "due_on": "2026-04-05"})
    desk.post(address, {"question": "", "reason": "單位也請補", "due_on": "2026-04-20"})
    with time.frozen(datetime(2026, 4, 10, 9, 0, tzinfo=time.TAIPEI)):
        submit_entry(Entry.objects.get(pk=submitted.pk), by=lead)
    assert Entry.objects.get(pk=submitted.pk).state == "submitted"
    assert not submitted.corrections.filter(answered_at=None).exists()


def test_another_track_is_proposed_and_taken_back(desk: Client, submitted: Entry) -> None:
    address = reverse("office:propose_track", args=(submitted.public_id,))
    assert desk.post(address, {"track": "nowhere", "reason": ""}).status_code == 422
    assert desk.post(address, {"track": "course", "reason": "以課程為主"}).status_code == 302
    assert "以課程為主" in page(desk, reverse("office:entry", args=(submitted.public_id,)))
    assert desk.post(address, {"track": "course", "reason": "再問"}).status_code == 409
    back = reverse("office:take_track_back", args=(submitted.public_id,))
    assert desk.post(back).status_code == 302
    assert desk.post(back).status_code == 404


def test_a_decision_made_elsewhere_is_said(desk: Client, submitted: Entry, officer: Person) -> None:
    reject_entry(submitted, reason="重複", by=officer)
    reply = desk.post(reverse("office:return", args=(submitted.public_id,)), {"reason": "請補", "due_on": "2026-04-20"})
    assert reply.status_code == 409
    assert "請補" in reply.content.decode()


def test_rejecting_needs_a_reason(desk: Client, submitted: Entry) -> None:
    address = reverse("office:reject", args=(submitted.public_id,))
    assert desk.post(address, {"reason": " "}).status_code == 422
    desk.post(address, {"reason": "不在徵件範圍"})
    assert Entry.objects.get(pk=submitted.pk).state == "ineligible"


def test_the_table_for_excel(desk: Client, hand_in: Callable[[str], Entry]) -> None:
    hand_in("=1+1")
    hand_in("𠮷野家的學徒")
    reply = desk.get("/office/edition/2026/entries/file/?q=")
    raw = b"".join(reply.streaming_content)
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert {row[1] for row in rows[1:]} == {"'=1+1", "𠮷野家的學徒"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_of_names_costs_the_same_however_long(
    desk: Client,
    hand_in: Callable[[str], Entry],
    officer: Person,
    count: int,
    django_assert_num_queries: Callable[..., object],
) -> None:
    for number in range(count):
        accept_entry(hand_in(f"林示範的解方{number}"), by=officer)
    drain()
    address = "/office/edition/2026/entries/names/"
    page(desk, address)
    with django_assert_num_queries(7):
        text = page(desk, address)
    assert text.count("林示範") >= count


def test_a_name_is_covered_on_the_page(desk: Client, hand_in: Callable[[str], Entry], officer: Person) -> None:
    entry = hand_in("林示範的解方")
    accept_entry(entry, by=officer)
    drain()
    word = entry.revelations.get(word="林示範")
    assert desk.post(reverse("office:rule_name", args=(word.public_id,)), {"do": "cover"}).status_code == 302
    entry.refresh_from_db()
    assert entry.covered == ["林示範"]


def test_judges_read_a_bar_where_the_office_put_one(hand_in: Callable[[str], Entry], officer: Person) -> None:
    entry = hand_in("林示範的解方")
    accept_entry(entry, by=officer)
    drain()
    rule_revelation(entry.revelations.get(word="林示範"), cover=True, by=officer)
    entry.refresh_from_db()
    assert text_of(entry, blind=True).title == "▇▇的解方"
    assert text_of(entry, blind=False).title == "林示範的解方"
