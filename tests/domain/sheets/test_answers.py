"""Answers are tidied, counted in 字, checked with a sentence and never thrown away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from baigong.domain.editions.document import Document, parse
from baigong.domain.editions.document.sheets import KINDS, Question
from baigong.domain.editions.document.sheets import Sheet as Questions
from baigong.domain.sheets.answers import CHECKS, check_answers, fault, is_empty, tidy
from baigong.domain.sheets.progress import progress
from baigong.domain.sheets.queries import asked
from baigong.domain.sheets.showing import columns_of, shown, shown_answers

SECOND = Path(__file__).parents[3] / "editions" / "2026.toml"
TEXT = {"zh": "題", "en": "Question"}


def second() -> Questions:
    document = parse(SECOND.read_text(encoding="utf-8"))
    assert isinstance(document, Document)
    return document.entry_sheet()


SHEET = second()


def question(kind: str, **more: Any) -> Question:
    if kind in {"choice", "choices"}:
        more.setdefault("choices", ({"key": "a", "text": TEXT}, {"key": "b", "text": TEXT}))
    if kind == "table":
        columns = ({"key": "what", "name": TEXT, "required": True}, {"key": "n", "name": TEXT, "kind": "number"})
        more.setdefault("columns", columns)
    return Question.model_validate({"key": "q", "kind": kind, "text": TEXT, **more})


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


def test_every_kind_is_checked() -> None:
    assert set(CHECKS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@given(
    raw=st.none()
    | st.text()
    | st.integers()
    | st.booleans()
    | st.lists(st.text() | st.dictionaries(st.text(), st.text()))
)
def test_whatever_is_sent_gets_a_sentence_not_a_crash(kind: str, raw: Any) -> None:
    asked_for = question(kind, required=True)
    assert isinstance(fault(asked_for, tidy(asked_for, raw)), str)


@pytest.mark.parametrize("kind", KINDS)
@given(raw=st.text() | st.lists(st.text()))
def test_tidying_twice_is_tidying_once(kind: str, raw: Any) -> None:
    asked_for = question(kind)
    once = tidy(asked_for, raw)
    assert tidy(asked_for, once) == once


@pytest.mark.parametrize(
    ("kind", "more", "raw", "sentence"),
    [
        ("long", {"limit": 80}, "技" * 97, "17 字 too many"),
        ("long", {"limit": 80}, "技" * 80 + "。" * 9, ""),
        ("number", {"lowest": 1, "highest": 10}, "0", "At least 1"),
        ("number", {"highest": 1000}, "1,001", "At most 1,000"),
        ("number", {}, "十二", "digits"),
        ("money", {"lowest": 0}, "12,000", ""),
        ("number", {"lowest": 0, "required": True}, "0", ""),
        ("date", {}, "2026-02-30", "2026-05-03"),
        ("date", {}, "2026-02-28", ""),
        ("period", {}, {"from": "2026-05-03", "to": "2026-05-01"}, "Swap"),
        ("choice", {}, "c", "Choose again"),
        ("choices", {"at_most": 1}, ["a", "b"], "At most 1; take 1 away"),
        ("table", {}, [{"what": "", "n": "3"}], "Row 1"),
        ("table", {}, [{"what": "磨刀", "n": "三"}], "must be a number"),
        ("table", {}, [{"what": "磨刀", "n": "3"}, {"what": "", "n": ""}], ""),
        ("link", {}, "javascript:alert(1)", "https://"),
        ("link", {}, "https://example.org/a", ""),
        ("record", {}, [{"name": "", "level": "乙級"}], "name is missing"),
        ("record", {}, [{"name": "丙級技術士", "holders": "很多"}], "as a number"),
        ("record", {}, [{"name": "丙級技術士", "date": "113 年 6 月", "holders": "27"}], ""),
        ("table", {"columns": ({"key": "d", "name": TEXT, "kind": "date"},)}, [{"d": "下週三"}], "2026-05-03"),
        ("consent", {"required": True}, False, "missing"),
        ("consent", {}, "yes", "Tick"),
        ("short", {"required": True}, " \u3000", "missing"),
    ],
)
def test_sentences(kind: str, more: dict[str, Any], raw: Any, sentence: str) -> None:
    asked_for = question(kind, **more)
    said = fault(asked_for, tidy(asked_for, raw))
    assert sentence in said
    assert bool(sentence) == bool(said)


def test_what_cannot_be_understood_is_kept_as_typed() -> None:
    assert tidy(question("number"), " 大約三十 ") == "大約三十"


def test_a_gap_is_no_fault_while_writing() -> None:
    assert check_answers(SHEET, {}, track="course", complete=False) == {}
    missing = check_answers(SHEET, {}, track="course")
    assert {"title", "steps", "true_statement"} <= set(missing)


def test_questions_follow_track_and_earlier_answers() -> None:
    keys = {q.key for q in asked(SHEET, {}, track="course")}
    assert not keys & {"training", "partner_role", "copied_where", "matching_need"}
    keys = {q.key for q in asked(SHEET, {"copied": "yes", "matching": "yes"}, track="contest")}
    assert {"training", "copied_where", "matching_need"} <= keys


def test_a_question_that_hangs_on_an_unasked_one_is_not_asked() -> None:
    when = {"question": "a", "has": ("yes",)}
    questions = (
        {"key": "a", "kind": "short", "text": TEXT, "tracks": ("other",)},
        {"key": "b", "kind": "short", "text": TEXT, "when": when},
    )
    sheet = Questions.model_validate(
        {"key": "s", "name": TEXT, "sections": ({"key": "p", "name": TEXT, "questions": questions},)}
    )
    assert asked(sheet, {"a": "yes"}, track="mine") == ()


def test_progress_counts_and_names_what_is_missing() -> None:
    begun = progress(SHEET, {"title": "磨刀", "summary": "技" * 200}, track="course")
    assert [section.state for section in begun.sections][:2] == ["half", "empty"]
    assert begun.answered == 2
    assert "summary" in [missing.question.key for missing in begun.missing]
    assert not begun.is_complete


def test_only_public_answers_are_shown_to_the_public() -> None:
    answers = {
        "title": "磨刀",
        "matching": "no",
        "copied": "no",
        "cost": 12000,
        "steps": [{"when": "第一週", "what": "磨"}],
    }
    everything = {one.question.key: one for one in shown_answers(SHEET, answers, track="course")}
    public = {one.question.key for one in shown_answers(SHEET, answers, track="course", public=True)}
    assert set(everything) - public == {"matching"}
    assert everything["cost"].text == "NT$ 12,000"
    assert everything["copied"].items == ("Not yet",)
    assert everything["steps"].rows == (("第一週", "磨", "", ""),)


@pytest.mark.parametrize(
    ("kind", "row"),
    [("person", ("林示範", "帶學生")), ("record", ("丙級", "丙級", "2026-05", "12")), ("table", ("磨", "3"))],
)
def test_every_box_of_a_row_is_shown_under_its_heading(kind: str, row: tuple[str, ...]) -> None:
    asked_for = question(kind)
    value = dict(zip((key for key, _label, _is_number in columns_of(asked_for)), row, strict=True))
    told = shown(asked_for, tidy(asked_for, [value]))
    assert told.rows == (row,)
    assert len(told.head) == len(row)


@pytest.mark.parametrize("value", [None, "", " ", [], [""], {}, [{"a": ""}], False])
def test_nothing_is_nothing(value: Any) -> None:
    assert is_empty(value)


def test_zero_is_an_answer() -> None:
    assert not is_empty(0)
