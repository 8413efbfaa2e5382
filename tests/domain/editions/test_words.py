"""Differences and cautions are said in words; whatever is written in a document survives its file."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from baigong.domain.editions.document import Document, build, cautions, diff, parse, render
from baigong.kit.text import clean

WORDS = st.text(min_size=1, max_size=40).map(clean).filter(bool) | st.sampled_from(
    ['他說："""好"""', "一行\n兩行", "路徑 C:\\temp\\n", 'a "b"', "'''", "#", '最後是引號\n"', "\ttab\tb", "[[x]] = 1"]
)


def read(data: dict[str, Any]) -> Document:
    document = build(data)
    assert isinstance(document, Document), document
    return document


def texts(value: Any) -> list[dict[str, str]]:
    """Every text of a document's data, wherever it stands."""
    if isinstance(value, dict):
        own = [value] if set(value) == {"zh", "en"} else []
        return own + [text for inner in value.values() for text in texts(inner)]
    return [text for inner in value for text in texts(inner)] if isinstance(value, list) else []


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_whatever_is_written_survives_the_file(document: Document, data: st.DataObject) -> None:
    changed = copy.deepcopy(document.data())
    for text in texts(changed):
        if data.draw(st.integers(0, 9)) == 0:
            text.update(zh=data.draw(WORDS), en=data.draw(WORDS))
    for name in ("education", "consents", "history", "rulings", "principles"):
        changed[name] = data.draw(st.permutations(changed[name]))[: data.draw(st.integers(0, 5))]
    written = read(changed)
    again = parse(render(written))
    assert again == written
    assert render(again) == render(written)
    assert diff(written, again) == ()
    assert bool(diff(document, written)) == (document != written)


def change(document: Document, **values: Any) -> Document:
    return read(document.data() | values)


def said(old: Document, new: Document) -> list[str]:
    return [change.sentence.zh for change in diff(old, new)]


def test_changes_are_told_as_an_office_would(document: Document) -> None:
    data = copy.deepcopy(document.data())
    data["milestones"][1]["at"] = "2026-05-10 24:00"
    data["tracks"][0]["name"]["en"] = "Exploring"
    data["prizes"][1]["count"] = 12
    data["education"] = data["education"][::-1][:2]
    data["contacts"].append(
        {"key": "press", "role": {"zh": "媒體", "en": "Press"}, "organisation": {"zh": "甲", "en": "A"}}
    )
    assert said(document, read(data)) == [
        "時程「投稿截止」的時間：民國 115 年 5 月 3 日（日）24:00 → 民國 115 年 5 月 10 日（日）24:00",
        "組別「職業試探與技職引導」的名稱（英文）：“Career exploration and guidance” → “Exploring”",
        "拿掉教育類型「職業試探教育」",
        "教育類型的順序改了",
        "獎項「TOP 10」的數量：10 → 12",
        "新增聯絡「媒體」",
    ]


def test_both_languages_tell_every_change(document: Document) -> None:
    new = change(document, slogan={"zh": "學得會", "en": "Learnable"}, ordinal=3)
    assert [change.sentence.en for change in diff(document, new)] == [
        "Ordinal: 2 → 3",
        "Slogan: “What works, made learnable.” → “Learnable”",
    ]


def warned(document: Document) -> str:
    return "\n".join(problem.sentence.zh for problem in cautions(document))


def test_dates_on_holidays_are_warned_about(document: Document) -> None:
    words = warned(document)
    assert "「投稿截止」在 5 月 3 日（日）" in words
    assert "「年會頒獎」在 10 月 17 日（六）" in words
    assert "「徵件開始」" not in words


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("milestones", 7, "at"), "2026-06-01 10:00", "比「決審會議」還早"),
        (("rubrics", 0, "criteria", 0, "weight"), 50, "加起來是 110"),
        (("prizes", 1, "count"), 101, "有 101 名"),
        (("rounds", 0, "reads"), 2, "每件只有 2 人讀"),
        (("rounds", 0, "passes"), {"by": "number", "value": 50}, "只讓 50 件通過"),
        (("certificates",), [], "沒有證書文字"),
        (("award_rules", "ties"), ["meeting"], "沒有抽籤"),
        (("rubrics", 0, "criteria", 0, "anchors"), [], "沒有寫出各分數的樣子"),
        (("contacts", 0, "fill_in"), True, "還沒填聯絡方式"),
    ],
)
def test_cautions(document: Document, path: tuple[Any, ...], value: Any, words: str) -> None:
    data = copy.deepcopy(document.data())
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert words in warned(read(data))
