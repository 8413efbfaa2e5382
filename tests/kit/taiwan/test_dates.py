"""民國 years, weekdays, 24:00 and holidays as officials write and keep them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baigong.kit.taiwan import dates
from baigong.kit.taiwan.dates import Moment

DAYS = st.dates(date(1912, 1, 1), date(2200, 12, 31))
MOMENTS = st.builds(Moment, DAYS, st.integers(0, 23), st.integers(0, 59)) | st.builds(
    Moment, DAYS, st.just(24), st.just(0)
)


def test_deadline_reads_as_officials_write_it() -> None:
    deadline = Moment.parse("2026-05-03 24:00")
    assert dates.moment_text(deadline).zh == "民國 115 年 5 月 3 日（日）24:00（臺北時間）"
    assert dates.moment_text(deadline, zone=False).en == "Sun 3 May 2026, 24:00"
    assert dates.day_text(deadline.day).zh == "5 月 3 日（日）"


def test_24_hours_is_the_next_midnight_in_taipei() -> None:
    assert Moment.parse("2026-05-03 24:00").instant == datetime(2026, 5, 3, 16, tzinfo=UTC)
    assert Moment.parse("2026-12-31 24:00").instant == Moment.parse("2027-01-01 00:00").instant


@given(MOMENTS)
def test_writing_and_reading_is_one(moment: Moment) -> None:
    assert Moment.parse(str(moment)) == moment
    assert Moment.of(moment.instant, ends_day=moment.ends_day) == moment


@given(MOMENTS, MOMENTS)
def test_order_is_that_of_time_within_a_day_boundary(one: Moment, other: Moment) -> None:
    if one.instant < other.instant:
        assert one < other


@pytest.mark.parametrize(
    "text", ["2026-05-03", "2026-05-03 24:01", "2026-5-3 12:00", "2026-02-30 12:00", "明天", "2026-05-03 12:60"]
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Moment.parse(text)


@given(DAYS)
def test_every_week_has_seven_names(day: date) -> None:
    week = {dates.weekday(day + timedelta(days=n)).zh for n in range(7)}
    assert week == set("一二三四五六日")


def test_roc_years() -> None:
    assert dates.roc_year(2026) == 115
    assert dates.roc_year(1912) == 1
    with pytest.raises(ValueError, match="1911"):
        dates.roc_year(1911)


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (date(2026, 5, 1), "勞動節"),
        (date(2026, 5, 3), "星期日"),
        (date(2026, 9, 28), "孔子誕辰"),
        (date(2026, 5, 2), "星期六"),
    ],
)
def test_offices_are_closed(day: date, word: str) -> None:
    reason = dates.closed_because(day)
    assert reason is not None
    assert word in reason.zh
    assert reason.en


def test_offices_are_open() -> None:
    assert dates.is_working_day(date(2026, 5, 4))
