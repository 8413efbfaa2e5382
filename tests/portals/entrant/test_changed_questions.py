"""The office changes the sheet while people write: they are shown what is different, and lose nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.actions import save_edition
from baigong.domain.editions.document import Document
from baigong.domain.editions.document.sheets import Question
from baigong.domain.editions.models import Edition
from baigong.domain.entries.actions import answer_invitation, invite_member, save_draft
from baigong.domain.entries.models import Entry, Member
from baigong.domain.entries.queries import answers_of, questions
from baigong.domain.people.models import Person
from baigong.kit.errors import Refused
from baigong.kit.outbox.models import Message
from baigong.kit.policy import SYSTEM
from baigong.kit.text import Bilingual
from tests.support.call import signed_in

CHANGED = "題目有更新"
NEW = Question(key="fresh", kind="short", text=Bilingual("誰最先學會？", "Who learned it first?"))


def save(document: Document, change: Callable[[tuple[Question, ...]], tuple[Question, ...]]) -> None:
    """The office saves the edition with other questions in the first section."""
    sheet = document.entry_sheet()
    first, *others = sheet.sections
    section = first.model_copy(update={"questions": change(first.questions)})
    fresh = sheet.model_copy(update={"sections": (section, *others)})
    sheets = tuple(fresh if one.key == sheet.key else one for one in document.sheets)
    save_edition(document.model_copy(update={"sheets": sheets}), by=SYSTEM)


def with_more(asked: tuple[Question, ...]) -> tuple[Question, ...]:
    title = asked[0].model_copy(update={"limit": 45})
    return (title, *asked[1:], NEW)


def without(key: str) -> Callable[[tuple[Question, ...]], tuple[Question, ...]]:
    return lambda asked: tuple(question for question in asked if question.key != key)


def page(browser: Client, name: str, *parts: str) -> str:
    return browser.get(reverse(f"entrant:{name}", args=parts)).content.decode()


def test_a_draft_follows_and_its_writers_see_what_changed(
    browser: Client, entry: Entry, edition: Edition, document: Document
) -> None:
    save(document, with_more)
    entry.refresh_from_db()
    assert NEW in questions(entry).questions()
    assert answers_of(entry)["title"] == "機台旁的實習課"
    form = page(browser, "write", entry.public_id, "us")
    assert CHANGED in form
    assert "字數上限：30 → 45" in form
    assert f"{reverse('entrant:write', args=(entry.public_id, 'us'))}#q-fresh" in form
    assert CHANGED in page(browser, "list")


def test_whoever_has_read_it_is_not_shown_it_again_and_the_others_are(
    browser: Client, entry: Entry, edition: Edition, document: Document, lead: Person, mate: Person
) -> None:
    invite_member(entry, name=mate.name, email=mate.email, role="editor", by=lead)
    letter = Message.objects.get(kind="member-invited").text
    answer_invitation(letter.partition("/invitation/")[2].partition("/")[0], accept=True, by=mate)
    save(document, with_more)
    address = reverse("entrant:entry", args=(entry.public_id,))
    browser.post(reverse("entrant:changes-read", args=(entry.public_id,)), {"next": address})
    assert CHANGED not in page(browser, "entry", entry.public_id) + page(browser, "list")
    assert CHANGED in page(signed_in(mate, edition), "entry", entry.public_id)


def test_a_change_taken_back_is_no_news(browser: Client, entry: Entry, edition: Edition, document: Document) -> None:
    save(document, with_more)
    save(document, lambda asked: asked)
    assert CHANGED not in page(browser, "entry", entry.public_id) + page(browser, "list")


def test_an_answer_is_not_lost_and_an_unanswered_question_may_go(
    entry: Entry, edition: Edition, document: Document, lead: Person
) -> None:
    save_draft(entry, answers={"title_en": "Beside the machine"}, version=entry.version, by=lead)
    with pytest.raises(Refused, match="英文名稱"):
        save(document, without("title_en"))
    entry.refresh_from_db()
    assert "title_en" in {question.key for question in questions(entry).questions()}
    save(document, without("summary"))
    entry.refresh_from_db()
    assert "summary" not in {question.key for question in questions(entry).questions()}


def test_what_was_handed_in_stays_on_the_questions_it_answered(
    submitted: Entry, edition: Edition, document: Document
) -> None:
    sheet = submitted.sheet_id
    save(document, with_more)
    submitted.refresh_from_db()
    assert submitted.sheet_id == sheet
    assert not Member.objects.exclude(changed_since=None).exists()
