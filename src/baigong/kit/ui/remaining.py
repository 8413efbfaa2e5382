"""How much time is left, said as a person would say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from baigong.kit.time import now

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
SOON = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Remaining:
    """The time between now and a deadline."""

    time: timedelta
    now: datetime

    @classmethod
    def until(cls, when: datetime | None) -> Remaining:
        present = now()
        return cls(when - present if when else timedelta(), present)

    @property
    def is_over(self) -> bool:
        return self.time <= timedelta()

    @property
    def is_soon(self) -> bool:
        return not self.is_over and self.time < SOON

    def __str__(self) -> str:
        if self.is_over:
            return _("time is up")
        if self.time >= SOON:
            return _("{d} days left").format(d=self.time // DAY)
        hours, rest = divmod(self.time, HOUR)
        minutes = rest // timedelta(minutes=1)
        if hours:
            return _("{h} hours {m} minutes left").format(h=hours, m=minutes)
        return _("{m} minutes left").format(m=minutes)
