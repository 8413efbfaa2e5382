"""The sheet in a browser: saved as it is written, saved by every button, never lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.actions import save_edition
from baigong.domain.editions.document import Document, build
from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.actions import save_draft, start_entry
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import answers_of, questions
from baigong.domain.people.models import Person
from baigong.kit.policy import SYSTEM
from baigong.kit.text import digest
from tests.support.answers import answer


def write_url(entry: Entry, section: str) -> str:
    return reverse("entrant:write", args=(entry.public_id, section))


def save(browser: Client, entry: Entry, *, version: int, **answers: Any) -> Any:
    return browser.post(
        reverse("entrant:save", args=(entry.public_id,)),
        json.dumps({"version": version, "answers": answers}),
        content_type="application/json",
        headers={"accept": "application/json"},
    )


def test_autosave_answers_with_the_digest_of_what_was_sent(browser: Client, entry: Entry) -> None:
    answers = {"problem": "三十六個學生，一位老師。", "learners": "16"}
    reply = save(browser, entry, version=1, **answers)
    assert reply.status_code == 200
    assert (reply.json()["version"], reply.json()["digest"]) == (2, digest(answers))
    assert answers_of(Entry.objects.get(pk=entry.pk))["learners"] == 16


def test_a_stale_autosave_gets_both_texts(browser: Client, entry: Entry, lead: Person) -> None:
    save_draft(entry, answers={"problem": "別人的"}, version=1, by=lead)
    reply = save(browser, entry, version=1, problem="我的", for_whom="也是我的")
    assert reply.status_code == 409
    told = reply.json()
    assert (told["version"], told["theirs"], told["yours"]) == (2, {"problem": "別人的"}, {"problem": "我的"})
    assert "for_whom" not in answers_of(Entry.objects.get(pk=entry.pk))


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"version": "x", "answers": {}}', '{"version": 1, "answers": 3}'])
def test_garbage_is_refused_with_a_sentence(browser: Client, entry: Entry, body: str) -> None:
    url = reverse("entrant:save", args=(entry.public_id,))
    reply = browser.post(url, body, content_type="application/json", headers={"accept": "application/json"})
    assert reply.status_code == 422
    assert reply.json()["sentence"]


def test_a_plain_form_saves_too(browser: Client, entry: Entry) -> None:
    reply = browser.post(write_url(entry, "problem"), {"version": "1", "problem": "沒有程式也存得到", "do": "next"})
    assert reply.headers["Location"] == write_url(entry, "how")
    assert answers_of(Entry.objects.get(pk=entry.pk))["problem"] == "沒有程式也存得到"


def test_every_kind_of_question_is_drawn_and_read_back(
    browser: Client, entry: Entry, fill: Callable[..., Entry]
) -> None:
    fill(entry)
    before = answers_of(entry)
    for section in questions(entry).sections:
        page = browser.get(write_url(entry, section.key))
        assert page.status_code == 200
        sent = _as_posted(before, [question.key for question in section.questions])
        reply = browser.post(write_url(entry, section.key), {**sent, "version": str(entry.version)})
        assert reply.status_code == 302
    assert Entry.objects.get(pk=entry.pk).version == entry.version


def _as_posted(answers: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    for key in keys:
        value = answers.get(key)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            sent |= {f"{key}.{n}.{name}": str(cell) for n, row in enumerate(value) for name, cell in row.items()}
        elif isinstance(value, list) and key == "evidence":
            sent |= {f"{key}.{n}": one for n, one in enumerate(value)}
        elif value is True:
            sent[key] = "on"
        elif value is not None:
            sent[key] = value if isinstance(value, list) else str(value)
    return sent


def test_kinds_that_no_question_of_this_year_has_are_drawn_and_read_back(
    browser: Client, edition: Edition, document: Document, track: Track, lead: Person
) -> None:
    """The office may ask anything of any kind; what hangs on an answer of another page comes with that answer."""
    text = {"zh": "題目", "en": "Question"}
    kinds = [{"key": f"of_{kind}", "kind": kind, "text": text} for kind in ("date", "period", "person", "unit")]
    hung = [{"key": "more", "kind": "short", "text": text, "when": {"question": "copied", "has": ["yes"]}}]
    data = document.data()
    data["sheets"][0]["sections"].append({"key": "kinds", "name": text, "questions": kinds + hung})
    changed = build(data)
    assert isinstance(changed, Document)
    save_edition(changed, by=SYSTEM)
    entry = start_entry(Edition.objects.get(pk=edition.pk), track=track, by=lead)
    asked = [question for question in questions(entry).questions() if question.key.startswith("of_")]
    sent = {"of_date": "2026-03-01", "of_period.from": "2025-09-01", "of_period.to": "2026-01-31"}
    sent |= {"of_person.0.name": "林示範", "of_person.0.role": "", "of_unit.0": "範例高工", "version": "0"}
    assert browser.post(write_url(entry, "kinds"), sent).status_code == 302
    kept = answers_of(Entry.objects.get(pk=entry.pk))
    assert {key: kept[key] for key in ("of_date", "of_period", "of_unit")} == {
        question.key: answer(question) for question in asked if question.kind != "person"
    }
    assert kept["of_person"] == [{"name": "林示範", "role": ""}]
    page = browser.get(write_url(entry, "kinds")).content.decode()
    assert all(word in page for word in ("2026-03-01", "2025-09-01", "2026-01-31", "林示範", "範例高工"))
    assert re.search(r'id="q-more"[^>]* hidden>', page)
    save_draft(entry, answers={"copied": "yes"}, version=1, by=lead)
    assert not re.search(r'id="q-more"[^>]* hidden>', browser.get(write_url(entry, "kinds")).content.decode())


def test_two_forms_that_touch_different_answers_both_count(browser: Client, entry: Entry, lead: Person) -> None:
    save_draft(entry, answers={"problem": "先存的"}, version=1, by=lead)
    reply = browser.post(write_url(entry, "problem"), {"version": "1", "problem": "", "for_whom": "後存的"})
    assert reply.status_code == 302
    kept = answers_of(Entry.objects.get(pk=entry.pk))
    assert (kept["problem"], kept["for_whom"]) == ("先存的", "後存的")


def test_a_stale_form_shows_both_texts_and_keeps_what_was_typed(browser: Client, entry: Entry, lead: Person) -> None:
    save_draft(entry, answers={"problem": "隊友的句子"}, version=1, by=lead)
    reply = browser.post(write_url(entry, "problem"), {"version": "1", "problem": "我打的句子"})
    assert reply.status_code == 409
    page = reply.content.decode()
    assert "隊友的句子" in page
    assert page.count("我打的句子") >= 2
    assert 'name="version" value="2"' in page
    assert answers_of(Entry.objects.get(pk=entry.pk))["problem"] == "隊友的句子"


def test_over_the_limit_is_kept_and_said(browser: Client, entry: Entry) -> None:
    reply = browser.post(write_url(entry, "us"), {"version": "1", "title": "技" * 300}, follow=True)
    assert reply.status_code == 200
    assert "技" * 300 in reply.content.decode()


def test_what_is_typed_is_shown_and_never_run(browser: Client, entry: Entry) -> None:
    browser.post(write_url(entry, "problem"), {"version": "1", "problem": "<script>alert(1)</script>{{ x }}"})
    page = browser.get(write_url(entry, "problem")).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ x }}" in page


def test_a_file_of_the_wrong_kind_takes_no_word_with_it(browser: Client, entry: Entry) -> None:
    bad = SimpleUploadedFile("模擬程式.exe", b"MZ" + b"\0" * 64)
    reply = browser.post(write_url(entry, "how"), {"version": "1", "key_step": "寫好的字", "file-files": bad})
    assert reply.status_code == 422
    kept = Entry.objects.get(pk=entry.pk)
    assert answers_of(kept)["key_step"] == "寫好的字"
    assert not kept.evidence.exists()


def test_a_file_is_kept_listed_handed_out_and_removed(browser: Client, entry: Entry) -> None:
    pdf = SimpleUploadedFile("三件事觀察卡.pdf", PDF, content_type="application/pdf")
    sent = browser.post(reverse("entrant:upload", args=(entry.public_id, "files")), {"file": pdf})
    assert sent.status_code == 201, sent.content.decode()
    page = browser.get(write_url(entry, "how")).content.decode()
    assert "三件事觀察卡.pdf" in page
    evidence = entry.evidence.get()
    reply = browser.get(reverse("entrant:file", args=(entry.public_id, evidence.public_id)))
    assert reply.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(reply.streaming_content) == PDF
    fresh = Entry.objects.get(pk=entry.pk)
    reply = browser.post(write_url(entry, "how"), {"version": str(fresh.version), "remove": evidence.public_id})
    assert reply.status_code == 302
    assert answers_of(Entry.objects.get(pk=entry.pk))["files"] == []


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n"
)


def test_strangers_find_nothing(browser: Client, edition: Edition, track: Track, stranger: Person) -> None:
    foreign = start_entry(edition, track=track, by=stranger, title="別人的")
    for url in (write_url(foreign, "us"), reverse("entrant:entry", args=(foreign.public_id,))):
        assert browser.get(url).status_code == 404
    assert save(browser, foreign, version=1, problem="x").status_code == 404


def test_signed_out_people_are_led_to_the_door(entry: Entry) -> None:
    reply = Client().get(write_url(entry, "us"))
    assert reply.status_code == 302
    assert "login" in reply.headers["Location"]
