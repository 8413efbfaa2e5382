"""`baigong edition` checks, loads and exports; what is exported is what was loaded."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from baigong.domain.editions.models import Edition
from baigong.domain.sheets.queries import current_sheet, questions_of

EDITIONS = Path(__file__).parents[3] / "editions"
FILES = sorted(EDITIONS.glob("*.toml"))


def baigong_edition(*words: Any, **options: Any) -> str:
    out = StringIO()
    call_command("edition", *map(str, words), stdout=out, **options)
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_export_after_load_is_the_same_file(path: Path, tmp_path: Path) -> None:
    baigong_edition("load", path)
    copy = tmp_path / path.name
    baigong_edition("export", copy)
    assert copy.read_bytes() == path.read_bytes()
    assert baigong_edition("export", "-", edition=path.stem) == path.read_text(encoding="utf-8")


@pytest.mark.django_db
def test_an_edition_of_seven_tracks_needs_no_code() -> None:
    baigong_edition("load", EDITIONS / "example-crafts.toml", publish=True)
    edition = Edition.objects.current()
    assert edition is not None
    assert edition.tracks.count() == 7
    assert {question.key for question in questions_of(current_sheet(edition)).questions()} >= {"kiln", "apprentices"}


@pytest.mark.django_db
def test_loading_tells_what_changed(tmp_path: Path) -> None:
    baigong_edition("load", EDITIONS / "2026.toml")
    changed = tmp_path / "changed.toml"
    changed.write_text((EDITIONS / "2026.toml").read_text(encoding="utf-8").replace("count = 10\n", "count = 12\n"))
    answer = json.loads(baigong_edition("load", changed, json=True))
    assert answer["version"] == 2
    assert answer["changes"] == ["獎項「TOP 10」的數量：10 → 12"]


@pytest.mark.django_db
def test_a_broken_file_changes_nothing(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text((EDITIONS / "2026.toml").read_text(encoding="utf-8").replace('sign = "探"', 'sign = "探索"'))
    for verb in ("check", "load"):
        with pytest.raises(SystemExit) as stop:
            baigong_edition(verb, broken, json=True)
        assert stop.value.code == 1
    assert not Edition.objects.exists()


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nothing\.toml") as stop:
        baigong_edition("check", tmp_path / "nothing.toml")
    assert stop.value.returncode == 2


def test_check_answers_in_json_and_words() -> None:
    answer = json.loads(baigong_edition("check", EDITIONS / "2026.toml", json=True))
    assert answer["ok"]
    assert any("投稿截止" in caution["sentence"]["zh"] for caution in answer["cautions"])
    words = baigong_edition("check", EDITIONS / "2026.toml", language="en")
    assert "offices are closed" in words
