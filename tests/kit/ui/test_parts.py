"""Components say what they are given: fields tied to their words, drawings to their figures, nothing breaks out."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.utils import translation
from django_cotton.compiler_regex import CottonCompiler

from baigong.kit import time
from baigong.kit.ui import charts
from baigong.kit.ui.remaining import Remaining
from baigong.kit.ui.templatetags import draw
from baigong.kit.ui.tiles import tiles

NASTY = """"><script>alert(1)</script>' onfocus='x"""


class Form(forms.Form):
    """One field with help."""

    title = forms.CharField(label="Title", help_text="In one line.")


def render(source: str, **context: Any) -> str:
    return engines["django"].from_string(CottonCompiler().process(source)).render(context)


def test_a_field_is_tied_to_its_help_and_its_error() -> None:
    html = render('<c-field :field="form.title" />', form=Form({"title": ""}))
    assert 'aria-describedby="id_title-hint id_title-error"' in html
    assert 'id="id_title-hint"' in html
    assert 'id="id_title-error"' in html
    assert 'aria-invalid="true"' in html


@pytest.mark.parametrize("how", ['value="{{ text }}"', ':value="text"'])
@pytest.mark.parametrize("kind", ["text", "textarea"])
def test_what_people_typed_stays_text(*, how: str, kind: str) -> None:
    html = render(f'<c-field name="q" label="{{{{ text }}}}" kind="{kind}" {how} limit="9" />', text=NASTY)
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 2
    assert "onfocus='x" not in html


def test_the_count_is_of_the_text_and_not_of_its_escape() -> None:
    html = render('<c-field name="q" kind="textarea" value="{{ text }}" limit="9" />', text="甲 & 乙 <丙>")
    assert "<span data-count>3</span>" in html


def test_a_group_is_a_fieldset_with_its_choice_made() -> None:
    html = render(
        '<c-field name="q" label="Q" kind="radio" :options="options" value="b" />', options=[("a", "A"), ("b", "B")]
    )
    assert "<legend>Q</legend>" in html
    assert html.count("checked") == 1


def row(rank: int, chance: float) -> Any:
    return SimpleNamespace(rank=rank, label=str(rank), score=80 - rank / 10, low=70.0, high=81.0, probability=chance)


def test_the_band_shades_what_is_not_yet_sure() -> None:
    band = charts.band([row(99, 0.99), row(100, 0.5), row(101, 0.04)], cut=100)
    assert [mark.certainty for mark in band.marks] == ["in", "unsure", "out"]
    assert band.doubt is not None
    assert band.doubt[0] < band.marks[1].x < band.doubt[1]
    assert band.cut == pytest.approx((band.marks[1].x + band.marks[2].x) / 2, abs=0.1)


def test_an_empty_band_draws_nothing_and_does_not_fall() -> None:
    assert charts.band([], cut=100).marks == ()


def test_a_narrow_band_shows_the_last_places_where_the_cut_lies_beyond_them() -> None:
    band = draw.certainty_band([row(rank, 0.99) for rank in range(50, 77)], cut=100, narrow=True)
    assert len(band.marks) == 13


@pytest.mark.parametrize(
    ("done", "half", "total", "full", "begun"),
    [(0, 0, 0, 0, 0), (1, 0, 1000, 1, 0), (312, 187, 700, 44, 27), (100, 0, 100, 100, 0), (99, 1, 100, 99, 1)],
)
def test_counts_spread_over_a_hundred_cells(*, done: int, half: int, total: int, full: int, begun: int) -> None:
    states = [cell["state"] for cell in charts.spread(done=done, half=half, total=total)]
    assert (len(states), states.count("on"), states.count("half")) == (100, full, begun)


def test_every_county_has_its_tile() -> None:
    drawn = [tile for tile in tiles({"臺北市": 10, "66000": 3}) if tile.county]
    assert len(drawn) == 22
    assert len({tile.short for tile in drawn}) == 22
    assert sum(tile.count for tile in drawn) == 13


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=8, hours=9), "8 days left"),
        (timedelta(hours=9, minutes=12), "9 hours 12 minutes left"),
        (timedelta(minutes=3), "3 minutes left"),
        (timedelta(0), "time is up"),
    ],
)
def test_the_time_that_is_left(*, left: timedelta, words: str) -> None:
    start = datetime(2026, 5, 1, tzinfo=UTC)
    with time.frozen(start), translation.override("en"):
        assert str(Remaining.until(start + left)) == words


def test_a_deadline_at_midnight_belongs_to_the_day_before() -> None:
    with time.frozen(datetime(2026, 5, 1, tzinfo=UTC)), translation.override("zh-hant"):
        html = render('<c-deadline :at="at" label="投稿截止" />', at=datetime(2026, 5, 3, 16, tzinfo=UTC))
    assert "民國 115 年 5 月 3 日（日）" in html
    assert "24:00（臺北時間）" in html
    assert "aria-live" not in html
