"""The pages on fair judging say the same in both languages, with measured numbers only."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "explanation" / f"fair-judging{suffix}.md" for suffix in ("", ".en")]


@pytest.fixture(scope="module")
def drawing() -> Any:
    found = importlib.util.spec_from_file_location("drawing", DOCS / "drawing.py")
    assert found
    assert found.loader
    made = importlib.util.module_from_spec(found)
    found.loader.exec_module(made)
    return made


def test_both_languages_have_the_same_chapters_pictures_and_numbers(drawing: Any) -> None:
    zh, en = (page.read_text(encoding="utf-8") for page in PAGES)
    for pattern in (r"^#+ ", r"^- ", r"^\d\. "):
        assert len(re.findall(pattern, zh, re.MULTILINE)) == len(re.findall(pattern, en, re.MULTILINE))
    used = [re.findall(r"{{ (\w+) }}", page) for page in (zh, en)]
    assert set(used[0]) == set(used[1])
    assert set(used[0]) <= drawing.words().keys()
    for language, page in (("zh", zh), ("en", en)):
        assert re.findall(r"generated/(\w+)\.(\w+)\.html", page) == [
            (name, language) for name in re.findall(r"generated/(\w+)\.zh", zh)
        ]
    assert not re.search("[\u4e00-\u9fff]", en.replace("[中文](fair-judging.md)", ""))


def test_no_sentence_names_a_measured_number_by_hand() -> None:
    """Counts of a world and numbers of decisions are no measurements; shares and points are."""
    for page in PAGES:
        assert not re.search(r"\d+(\.\d+)? ?%", page.read_text(encoding="utf-8"))


def test_every_picture_is_drawn_with_its_table(drawing: Any, tmp_path: Path) -> None:
    drawing.write(tmp_path)
    for language in drawing.LANGUAGES:
        for name in drawing.PICTURES:
            told = (tmp_path / f"{name}.{language}.html").read_text(encoding="utf-8")
            assert told.count("<svg") == told.count("<table") == told.count('role="img"') == 1
            assert "NaN" not in told
