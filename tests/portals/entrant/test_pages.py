"""The entrant's other pages: list, start, team, check, receipt, where it stands."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.actions import propose_track, reject_entry, return_entry, start_entry
from baigong.domain.entries.models import Entry, Member, Receipt
from baigong.domain.entries.queries import answers_of
from baigong.domain.people.models import Person
from baigong.kit import time
from baigong.kit.errors import NotAllowed
from baigong.kit.outbox.models import Message
from baigong.kit.taiwan.dates import Moment, moment_text
from baigong.letters.jobs import remind_drafts
from tests.support.call import CLOSING, signed_in


def url(name: str, entry: Entry, *more: str) -> str:
    return reverse(f"entrant:{name}", args=(entry.public_id, *more))


@pytest.mark.parametrize("count", [1, 3])
def test_my_entries_cost_the_same_however_many(
    browser: Client,
    edition: Edition,
    track: Track,
    lead: Person,
    count: int,
    django_assert_num_queries: Callable[..., object],
) -> None:
    for number in range(count):
        start_entry(edition, track=track, by=lead, title=f"解方{number}")
    browser.get(reverse("entrant:list"))
    with django_assert_num_queries(5):
        page = browser.get(reverse("entrant:list")).content.decode()
    assert page.count("解方") >= count


def test_starting_in_a_track(browser: Client, edition: Edition, track: Track) -> None:
    page = browser.get(reverse("entrant:start")).content.decode()
    assert "職業試探與技職引導" in page
    reply = browser.post(reverse("entrant:start"), {"track": track.public_id, "title": "新的解方"}, follow=True)
    entry = Entry.objects.get()
    assert reply.redirect_chain[-1][0] == url("write", entry, "us")
    assert (entry.title, entry.track) == ("新的解方", track)


def test_starting_without_a_track_keeps_the_title(browser: Client, edition: Edition) -> None:
    reply = browser.post(reverse("entrant:start"), {"title": "還沒選組"})
    assert reply.status_code == 422
    assert "還沒選組" in reply.content.decode()


def test_the_check_page_links_to_what_is_missing(browser: Client, entry: Entry) -> None:
    page = browser.get(url("submit", entry)).content.decode()
    assert f"{url('write', entry, 'problem')}?check=1#q-problem" in page
    assert f"{url('members', entry)}#units" in page


def test_submitting_gives_a_receipt_as_page_mail_and_inbox(
    browser: Client, entry: Entry, fill: Callable[..., Entry], lead: Person
) -> None:
    fill(entry)
    reply = browser.post(url("submit", entry), follow=True)
    receipt = Receipt.objects.get()
    assert receipt.digest in reply.content.decode()
    assert "09:00:00" in reply.content.decode()
    letter = Message.objects.get(person=lead, kind="entry-received")
    assert receipt.digest in letter.text
    again = browser.post(url("submit", entry))
    assert again.headers["Location"] == url("receipt", entry, receipt.public_id)
    assert Message.objects.filter(kind="entry-received").count() == 1


def test_a_submission_that_came_too_late_says_so(browser: Client, entry: Entry, fill: Callable[..., Entry]) -> None:
    fill(entry)
    with time.frozen(CLOSING):
        reply = browser.post(url("submit", entry))
    assert reply.status_code == 409
    assert Entry.objects.get().state == "draft"


def test_a_correction_is_shown_with_its_date(
    browser: Client, submitted: Entry, officer: Person, next_week: datetime
) -> None:
    return_entry(submitted, reason="請補第三步的時間", due_at=next_week, by=officer)
    for page in (browser.get(url("entry", submitted)), browser.get(url("write", submitted, "how"))):
        assert "請補第三步的時間" in page.content.decode()
    assert "請補第三步的時間" in Message.objects.get(kind="entry-returned").text


def test_a_rejection_is_explained(browser: Client, submitted: Entry, officer: Person) -> None:
    reject_entry(submitted, reason="不在徵件範圍", by=officer)
    assert "不在徵件範圍" in browser.get(url("entry", submitted)).content.decode()


def test_units_and_members_by_form(browser: Client, entry: Entry) -> None:
    team = url("members", entry)
    browser.post(team, {"do": "add-unit", "kind": "technical_high", "unit": "範例高工", "county": "臺中市"})
    assert [unit.name for unit in entry.units.all()] == ["範例高工"]
    browser.post(team, {"do": "invite", "name": "陳樣本", "email": "mate@example.org", "role": "editor"})
    assert Message.objects.get(kind="member-invited").to == "mate@example.org"
    wrong = browser.post(team, {"do": "invite", "name": "字" * 300, "email": "x", "role": "editor"})
    assert wrong.status_code == 422
    assert "字" * 300 in wrong.content.decode()
    browser.post(team, {"do": "remove-unit", "unit": entry.units.get().public_id})
    assert not entry.units.exists()


def test_a_company_is_named_by_its_business_number(browser: Client, entry: Entry) -> None:
    team = url("members", entry)
    named = {"do": "add-unit", "kind": "company", "unit": "範例精密"}
    wrong = browser.post(team, {**named, "number": "04595258"})
    assert wrong.status_code == 422
    assert "id_number-error" in wrong.content.decode()
    for number in ("0459-5252", "０４５９５２５２"):  # valid since 2023; typed twice it is one unit
        browser.post(team, {**named, "number": number})
    assert entry.units.get().business_number == "04595252"


@pytest.fixture
def link(browser: Client, entry: Entry) -> str:
    """The link of an invitation, as it stands in the letter."""
    browser.post(url("members", entry), {"do": "invite", "name": "陳樣本", "email": "m@example.org", "role": "editor"})
    text = Message.objects.get(kind="member-invited").text
    return next(
        line.partition("/entries")[1] + line.partition("/entries")[2]
        for line in text.splitlines()
        if "/invitation/" in line
    )


def test_following_the_link_changes_nothing(link: str, entry: Entry) -> None:
    scanner = Client()
    for method in (scanner.get, scanner.head):
        assert method(link).status_code == 200
    assert Member.objects.get(email="m@example.org").state == "pending"


def test_joining_with_another_account(link: str, entry: Entry, mate: Person, edition: Edition) -> None:
    other = signed_in(mate, edition)
    reply = other.post(link, {"do": "accept", "name": "陳樣本", "name_en": "Chen Sample"})
    assert reply.headers["Location"] == url("entry", entry)
    assert other.get(url("write", entry, "us")).status_code == 200


def test_declining_without_an_account(link: str) -> None:
    Client().post(link, {"do": "decline"})
    assert Member.objects.get(email="m@example.org").state == "declined"


def test_an_expired_link_says_what_to_do(link: str) -> None:
    with time.frozen(time.now() + timedelta(days=15)):
        reply = Client().get(link)
    assert reply.status_code == 409
    assert "邀請" in reply.content.decode() or "invitation" in reply.content.decode()


def test_a_withdrawal_is_undone_on_the_page(browser: Client, submitted: Entry) -> None:
    browser.post(url("withdraw", submitted), {"reason": ""})
    page = browser.get(url("entry", submitted)).content.decode()
    assert url("undo", submitted) in page
    browser.post(url("undo", submitted))
    assert Entry.objects.get().state == "submitted"
    assert url("undo", submitted) not in browser.get(url("entry", submitted)).content.decode()


def test_another_track_is_answered_on_its_page(
    browser: Client, submitted: Entry, edition: Edition, officer: Person
) -> None:
    assert browser.get(url("track", submitted)).status_code == 404
    other = edition.tracks.exclude(pk=submitted.track_id).first()
    assert other is not None
    propose_track(submitted, track=other, reason="內容更像那一組", by=officer)
    assert "內容更像那一組" in browser.get(url("entry", submitted)).content.decode()
    page = browser.get(url("track", submitted)).content.decode()
    assert str(other) in page
    browser.post(url("track", submitted), {"answer": "yes"})
    assert Entry.objects.get().track == other


def test_the_receipt_is_a_page_to_print(browser: Client, receipt: Receipt) -> None:
    reply = browser.get(url("receipt-pdf", receipt.entry, receipt.public_id))
    assert reply.headers["Content-Type"] == "application/pdf"
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(reply.content)).pages)
    assert receipt.digest in "".join(text.replace("\u200b", "").split())
    assert receipt.public_id in "".join(text.split())


def test_withdrawing_asks_first(browser: Client, entry: Entry) -> None:
    assert f'href="{url("withdraw", entry)}"' in browser.get(url("entry", entry)).content.decode()
    assert browser.get(url("withdraw", entry)).status_code == 200
    assert Entry.objects.get().state == "draft"
    browser.post(url("withdraw", entry), {"reason": "明年再來"})
    assert Entry.objects.get().state == "withdrawn"
    assert f'href="{url("withdraw", entry)}"' not in browser.get(url("entry", entry)).content.decode()


def test_nothing_of_a_reader_can_be_pressed(browser: Client, entry: Entry, receipt: Receipt) -> None:
    reply = browser.get(url("receipt", entry, receipt.public_id))
    assert reply.status_code == 200
    file = browser.get(url("receipt-file", entry, receipt.public_id))
    assert b'"entry-receipt"' in file.content


def test_anybody_may_ask_whether_they_are_eligible(edition: Edition) -> None:
    address = reverse("entrant:eligible")
    asked = Client().get(address)
    assert asked.status_code == 200
    key = asked.context["checks"][0]["check"].key
    told = Client().get(address, {key: "no"}).content.decode()
    assert str(asked.context["checks"][0]["check"].no) in told


def test_an_entry_begins_where_an_earlier_one_ended(
    browser: Client, edition: Edition, submitted: Entry, track: Track
) -> None:
    sent = {"track": edition.tracks.get(key="contest").public_id, "previous": submitted.public_id, "title": "換一組"}
    browser.post(reverse("entrant:start"), sent)
    entry = Entry.objects.exclude(pk=submitted.pk).get()
    assert entry.previous == submitted
    assert (answers_of(entry)["problem"], entry.title) == (answers_of(submitted)["problem"], "換一組")
    assert [unit.name for unit in entry.units.all()] == ["範例高工"]


def test_nobody_starts_from_a_strangers_entry(
    edition: Edition, submitted: Entry, stranger: Person, track: Track
) -> None:
    client = signed_in(stranger, edition)
    reply = client.post(reverse("entrant:start"), {"track": track.public_id, "previous": submitted.public_id})
    assert reply.status_code == 422
    with pytest.raises(NotAllowed):
        start_entry(edition, track=track, by=stranger, previous=submitted)


def test_reminders_stop_by_a_button(browser: Client, entry: Entry) -> None:
    assert browser.get(url("reminders", entry)).status_code == 200
    assert entry.members.get().is_reminded
    browser.post(url("reminders", entry), {"do": "off"})
    assert not entry.members.get().is_reminded


@pytest.mark.parametrize(
    ("proxies", "stamp", "state"),
    [
        (1, "t={before}", "submitted"),
        (1, "t={long_before}", "draft"),
        (1, "t=soon", "draft"),
        (0, "t={before}", "draft"),
    ],
)
def test_the_proxys_stamp_decides_and_nobody_elses(
    browser: Client, entry: Entry, fill: Callable[..., Entry], settings: Any, proxies: int, stamp: str, state: str
) -> None:
    settings.PROXY_STAMPS_ARRIVAL = proxies
    fill(entry)
    closing = CLOSING.timestamp()
    header = stamp.format(before=closing - 1, long_before=closing - 3600)
    with time.frozen(CLOSING + timedelta(seconds=30)):
        browser.post(url("submit", entry), headers={"x-request-start": header})
    assert Entry.objects.get().state == state


def test_units_are_suggested_to_people_with_an_account(browser: Client, entry: Entry) -> None:
    team = url("members", entry)
    browser.post(team, {"do": "add-unit", "kind": "technical_high", "unit": "範例高工", "county": "臺中市"})
    told = browser.get(reverse("entrant:units"), {"q": "範例"}).json()
    assert told == {"units": [{"name": "範例高工", "county": "臺中市", "kind": "technical_high"}]}
    assert Client().get(reverse("entrant:units"), {"q": "範例"}).status_code == 302


def test_a_draft_that_came_too_late_says_what_becomes_of_it(browser: Client, entry: Entry) -> None:
    with time.frozen(CLOSING + timedelta(days=1)):
        pages = [browser.get(url("entry", entry)), browser.get(reverse("entrant:list"))]
    for page in pages:
        assert "收件截止了，這份草稿沒有送出。內容都還是你的，隨時可以下載。" in page.content.decode()


def test_page_list_and_letter_tell_the_same_instant(browser: Client, entry: Entry) -> None:
    with time.frozen(CLOSING - timedelta(hours=20)):
        remind_drafts.call()
        letter = Message.objects.get(kind="draft-reminder").text
        pages = [browser.get(url("entry", entry)), browser.get(reverse("entrant:list"))]
    instant = moment_text(Moment.of(CLOSING, ends_day=True)).to("zh-hant")
    assert "24:00（臺北時間）" in instant
    assert instant in letter
    assert all(instant in page.content.decode() for page in pages)
