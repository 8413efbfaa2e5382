"""民國 years, weekdays, "24:00" and the days on which no office is open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from baigong.kit.text import Bilingual
from baigong.kit.time import TAIPEI

FIRST_ROC_YEAR = 1911
SATURDAY = 5
MIDNIGHT_OF_NEXT_DAY = 24
MINUTES = 60
WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WRITTEN = re.compile(r"(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2})")


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A minute as an office writes it, in Taipei time; 24:00 is the end of its day."""

    day: date
    hour: int
    minute: int

    def __post_init__(self) -> None:
        within = 0 <= self.hour < MIDNIGHT_OF_NEXT_DAY and 0 <= self.minute < MINUTES
        if not within and (self.hour, self.minute) != (MIDNIGHT_OF_NEXT_DAY, 0):
            msg = f"{self.hour:02}:{self.minute:02} is no time of day"
            raise ValueError(msg)

    @classmethod
    def parse(cls, text: str) -> Moment:
        """From "2026-05-03 24:00"; raises ValueError."""
        match = WRITTEN.fullmatch(text.strip())
        if match is None:
            msg = f"{text!r} is not written as 2026-05-03 24:00"
            raise ValueError(msg)
        year, month, day, hour, minute = map(int, match.groups())
        return cls(date(year, month, day), hour, minute)

    @classmethod
    def of(cls, instant: datetime, *, ends_day: bool = False) -> Moment:
        """The minute an instant falls in; with `ends_day`, midnight is 24:00 of the day before."""
        local = instant.astimezone(TAIPEI)
        if ends_day and (local.hour, local.minute) == (0, 0):
            return cls(local.date() - timedelta(days=1), MIDNIGHT_OF_NEXT_DAY, 0)
        return cls(local.date(), local.hour, local.minute)

    @property
    def ends_day(self) -> bool:
        return self.hour == MIDNIGHT_OF_NEXT_DAY

    @property
    def instant(self) -> datetime:
        """The instant, aware, in Taipei time."""
        start = datetime.combine(self.day, time(), tzinfo=TAIPEI)
        return start + timedelta(hours=self.hour, minutes=self.minute)

    @property
    def clock(self) -> str:
        return f"{self.hour:02}:{self.minute:02}"

    def __str__(self) -> str:
        return f"{self.day.isoformat()} {self.clock}"


def roc_year(year: int) -> int:
    """2026 is 民國 115; raises ValueError before the first year."""
    if year <= FIRST_ROC_YEAR:
        msg = f"{year} is before the first year of the Republic"
        raise ValueError(msg)
    return year - FIRST_ROC_YEAR


def weekday(day: date) -> Bilingual:
    return Bilingual(zh=WEEKDAYS_ZH[day.weekday()], en=WEEKDAYS_EN[day.weekday()])


def year_text(year: int) -> Bilingual:
    return Bilingual(zh=f"民國 {roc_year(year)} 年", en=str(year))


def day_text(day: date) -> Bilingual:
    """Short, for tables: 5 月 3 日（日） · Sun 3 May."""
    name = weekday(day)
    return Bilingual(zh=f"{day.month} 月 {day.day} 日（{name.zh}）", en=f"{name.en} {day.day} {day:%b}")


def date_text(day: date) -> Bilingual:
    """In full: 民國 115 年 5 月 3 日（日） · Sun 3 May 2026."""
    short = day_text(day)
    return Bilingual(zh=f"{year_text(day.year).zh} {short.zh}", en=f"{short.en} {day.year}")


def moment_text(moment: Moment, *, zone: bool = True) -> Bilingual:
    """In full with the clock: 民國 115 年 5 月 3 日（日）24:00（臺北時間） · Sun 3 May 2026, 24:00 (Taipei time)."""
    full = date_text(moment.day)
    zh, en = ("（臺北時間）", " (Taipei time)") if zone else ("", "")
    return Bilingual(zh=f"{full.zh}{moment.clock}{zh}", en=f"{full.en}, {moment.clock}{en}")


def closed_because(day: date) -> Bilingual | None:
    """Why no office is open on this day (a holiday or the weekend), or None on a working day."""
    holiday = _holidays(day.year).get(day)
    if holiday:
        return holiday
    if day.weekday() >= SATURDAY:
        return Bilingual(zh=f"星期{weekday(day).zh}", en=f"{day:%A}")
    return None


def is_working_day(day: date) -> bool:
    return closed_because(day) is None


@lru_cache(maxsize=64)
def _holidays(year: int) -> dict[date, Bilingual]:
    """Taiwan's holidays of one year; the library is loaded only when somebody asks."""
    import holidays  # noqa: PLC0415 - half a second and many megabytes that a page view never needs

    chinese = holidays.country_holidays("TW", years=year, language="zh_TW")
    english = holidays.country_holidays("TW", years=year, language="en_US")
    return {day: Bilingual(zh=name, en=english.get(day, name)) for day, name in chinese.items() if day.year == year}
