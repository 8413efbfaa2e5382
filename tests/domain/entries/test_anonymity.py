"""Names in the texts: the writer sees them, the office decides, judges read a bar; what was written stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from baigong.domain.editions.actions import grant_role
from baigong.domain.editions.models import Edition
from baigong.domain.entries.actions import accept_entry, add_tie, attach, rule_revelation, submit_entry
from baigong.domain.entries.anonymity import cover, hits, short_names
from baigong.domain.entries.jobs import look_for_names
from baigong.domain.entries.models import Entry, Revelation
from baigong.domain.entries.queries import answers_of, submitted_answers
from baigong.domain.people.actions import register
from baigong.domain.people.models import Person
from baigong.interface.portfolio import as_pdf
from baigong.kit.jobs.worker import drain
from baigong.kit.policy import SYSTEM, NotAllowed
from tests.support import benign_files as good
from tests.support.call import signed_in


@pytest.fixture
def telling(entry: Entry, fill: Callable[..., Entry], lead: Person) -> Entry:
    words = "在ＬＥＡＤ@example.org 報名；範例高工的林示範老師說，台灣的學生都行。"
    submit_entry(fill(entry, problem=words), by=lead)
    return Entry.objects.select_related("edition", "track", "sheet").get(pk=entry.pk)


@pytest.fixture
def found(telling: Entry, officer: Person) -> dict[str, Revelation]:
    accept_entry(telling, by=officer)
    drain()
    return {one.word: one for one in telling.revelations.all()}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("國立範例高級工業職業學校", "範例高工"),
        ("臺中市立樣本高級中等學校", "樣本高中"),
        ("私立測試科技大學", "測試科大"),
        ("木新樣本股份有限公司", "木新樣本"),
        ("高雄市立示範國民中學", "示範國中"),
    ],
)
def test_what_a_unit_is_called_for_short(name: str, short: str) -> None:
    assert short in short_names(name)


def test_the_writer_sees_every_word_that_tells(telling: Entry) -> None:
    assert {hit.word for hit in hits(telling, answers_of(telling))} == {"lead@example.org", "範例高工", "林示範"}


def test_the_check_page_names_them(telling: Entry, lead: Person, edition: Edition) -> None:
    text = signed_in(lead, edition).get(reverse("entrant:submit", args=(telling.public_id,))).content.decode()
    assert "<mark>林示範</mark>" in text


@pytest.mark.parametrize(
    ("text", "word", "covered"),
    [
        ("台中示範", "臺中示範", "▇▇"),
        ("ＡＢＣ公司", "abc公司", "▇▇"),
        ("Lead@Example.org", "lead@example.org", "▇▇"),
        ("沒有提到", "範例高工", "沒有提到"),
        ("a.c abc", "a.c", "▇▇ abc"),
    ],
)
def test_a_bar_covers_every_spelling(text: str, word: str, covered: str) -> None:
    assert cover({"one": [text]}, [word]) == {"one": [covered]}


def test_the_office_covers_and_uncovers_and_the_words_stay(
    found: dict[str, Revelation], telling: Entry, officer: Person
) -> None:
    assert set(found) == {"lead@example.org", "範例高工", "林示範"}
    before = submitted_answers(telling)
    rule_revelation(found["林示範"], cover=True, by=officer)
    rule_revelation(found["範例高工"], cover=False, by=officer)
    telling.refresh_from_db()
    assert telling.covered == ["林示範"]
    rule_revelation(found["林示範"], cover=False, by=officer)
    telling.refresh_from_db()
    assert telling.covered == []
    assert submitted_answers(telling) == before


def test_who_is_bound_to_the_entry_neither_sees_nor_rules(
    found: dict[str, Revelation], telling: Entry, edition: Edition, lead: Person
) -> None:
    tied = register(email="tied@example.org", name="有關係")
    grant_role(edition, tied, "office", by=SYSTEM)
    add_tie(telling, tied, kind="unit", reason="同單位", by=SYSTEM)
    for person in (tied, lead):
        with pytest.raises(NotAllowed):
            rule_revelation(found["林示範"], cover=True, by=person)


def test_looking_again_keeps_what_was_ruled(found: dict[str, Revelation], telling: Entry, officer: Person) -> None:
    rule_revelation(found["林示範"], cover=True, by=officer)
    look_for_names.call(telling.pk)
    assert Revelation.objects.count() == len(found)
    assert Revelation.objects.get(word="林示範").state == "covered"


def document(kind: str, entry: Entry) -> bytes:
    """A document of each kind in which a member's name stands."""
    words = "由林示範老師帶領"
    if kind == "pdf":
        return as_pdf(entry, answers_of(entry), language="zh-hant")
    if kind == "pptx":
        return good.office(kind, more={"ppt/slides/slide1.xml": f"<p:sld><a:p><a:t>{words}</a:t></a:p></p:sld>"})
    if kind == "docx":
        return good.office(kind, body="<w:p><w:r><w:t>由林示</w:t></w:r><w:r><w:t>範老師帶領</w:t></w:r></w:p>")
    return good.opendocument(kind, more={"content.xml": f"<office:document><text:p>{words}</text:p></office:document>"})


@pytest.mark.parametrize("kind", ["pdf", "docx", "pptx", "odt"])
def test_a_name_inside_a_document_is_found(
    entry: Entry, fill: Callable[..., Entry], lead: Person, officer: Person, edition: Edition, kind: str
) -> None:
    upload = ContentFile(document(kind, fill(entry)), name=f"成果.{kind}")
    attach(entry, question="files", upload=upload, by=lead)
    drain()
    submit_entry(entry, by=lead)
    inside = [hit for hit in hits(entry, answers_of(entry)) if hit.is_in_file]
    assert ("成果." + kind, "林示範") in {(hit.name, hit.word) for hit in inside}
    page = signed_in(lead, edition).get(reverse("entrant:submit", args=(entry.public_id,))).content.decode()
    assert "請改好文件再附一次" in page
    look_for_names.call(entry.pk)
    assert any(place["in_file"] for place in entry.revelations.get(word="林示範").places)
