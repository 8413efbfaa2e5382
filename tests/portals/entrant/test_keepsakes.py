"""What everybody leaves with, and the way back to an earlier version."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from baigong.domain.entries.actions import attach, save_draft
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import answers_of
from baigong.domain.people.models import Person
from baigong.kit.files import inspection
from tests.portals.entrant.test_writing import PDF


def url(name: str, entry: Entry, *more: object) -> str:
    return reverse(f"entrant:{name}", args=(entry.public_id, *more))


def test_an_empty_draft_makes_a_portfolio_too(browser: Client, entry: Entry) -> None:
    reply = browser.get(url("portfolio", entry))
    assert reply.content.startswith(b"%PDF")
    assert "filename*=UTF-8''%E6%A9%9F%E5%8F%B0" in reply.headers["Content-Disposition"]


def test_the_archive_holds_everything_with_its_name(
    browser: Client, entry: Entry, fill: Callable[..., Entry], lead: Person
) -> None:
    fill(entry)
    for _ in range(2):
        attach(entry, question="files", upload=SimpleUploadedFile("學習單𠮷.pdf", PDF), by=lead)
    raw = b"".join(browser.get(url("archive", entry)).streaming_content)
    packed = zipfile.ZipFile(io.BytesIO(raw))
    names = packed.namelist()
    assert {name.rpartition("/")[2] for name in names} >= {"學習單𠮷.pdf", "學習單𠮷-2.pdf", "entry.json"}
    data = json.loads(packed.read("entry.json"))
    assert data["answers"]["problem"] == answers_of(entry)["problem"]
    text = packed.read(next(name for name in names if name.endswith(".md"))).decode()
    assert "學學學" in text
    assert "\n| --- | --- | --- | --- |\n" in text


def test_data_is_complete(browser: Client, entry: Entry, fill: Callable[..., Entry]) -> None:
    fill(entry)
    assert json.loads(browser.get(url("data", entry)).content)["answers"] == answers_of(entry)


@pytest.fixture
def written(entry: Entry, lead: Person) -> Entry:
    save_draft(entry, answers={"problem": "好的句子"}, version=1, by=lead)
    save_draft(entry, answers={"problem": "壞的句子"}, version=2, by=lead)
    return entry


def test_history_shows_what_changed_and_goes_back(browser: Client, written: Entry) -> None:
    assert browser.get(url("history", written)).status_code == 200
    page = browser.get(url("version", written, 2)).content.decode()
    assert "<del>好</del><ins>壞</ins>的句子" in page
    browser.post(url("version", written, 2))
    fresh = Entry.objects.get(pk=written.pk)
    assert (fresh.version, answers_of(fresh)["problem"]) == (4, "好的句子")


def test_history_calls_files_by_their_names(browser: Client, entry: Entry, lead: Person) -> None:
    evidence = attach(entry, question="files", upload=SimpleUploadedFile("學習單𠮷.pdf", PDF), by=lead)
    entry.refresh_from_db()
    version = url("version", entry, entry.version)
    page = browser.get(version).content.decode()
    assert "<ins>學習單𠮷.pdf</ins>" in page
    assert evidence.public_id not in page


def test_a_version_that_never_was(browser: Client, entry: Entry) -> None:
    assert browser.get(url("version", entry, 99)).status_code == 404


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_the_text_for_word_processors(browser: Client, entry: Entry, lead: Person, form: str, tmp_path: Path) -> None:
    steps = [{"when": "第一週", "what": "約好<三>件事"}, {"when": "第二週", "what": "𠮷"}]
    answers = {"problem": "𠮷野家的學徒 <b>&\n第二行", "steps": steps}
    save_draft(entry, answers=answers, version=entry.version, by=lead)
    address = reverse("entrant:manuscript", args=(entry.public_id, form))
    reply = browser.get(address)
    assert reply.status_code == 200
    assert reply.content == browser.get(address).content
    (tmp_path / "text").write_bytes(reply.content)
    inspection.examine(tmp_path / "text", name=f"解方.{form}")
    with zipfile.ZipFile(io.BytesIO(reply.content)) as packed:
        name = "word/document.xml" if form == "docx" else "content.xml"
        text = ET.fromstring(packed.read(name))  # noqa: S314 (made by ourselves)
        told = "\n".join(text.itertext())
        assert form == "docx" or packed.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert "𠮷野家的學徒 <b>&\n第二行" in told
    assert "第一週\n約好<三>件事" in told
    assert len([one for one in text.iter() if one.tag.endswith(("}tr", "}table-row"))]) == 3
    assert lead.name not in told
    assert browser.get(reverse("entrant:manuscript", args=(entry.public_id, "exe"))).status_code == 404
