"""What templates ask of the house: dates as Taiwan writes them, cells, controls and drawings."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from baigong.kit.taiwan.dates import Moment, date_text, day_text, moment_text
from baigong.kit.text import Bilingual, count_zi
from baigong.kit.ui import charts, controls, pieces
from baigong.kit.ui.remaining import Remaining

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.core.paginator import Page
    from django.forms import BaseForm, BoundField
    from django.template.context import Context

register = template.Library()

DIGITS: tuple[str, ...] = ("", *"一二三四五六七八九")
THEMES = ("light", "dark")
FILE_STATUS = {"waiting": "wait", "refused": "bad"}
HTML_LANGUAGES = {"zh-hant": "zh-Hant-TW"}
SAVED_SHAPES = dict.fromkeys(("saving", "kept", "offline", "expired"), "half") | {
    "saved": "full",
    "conflict": "cut",
    "refused": "cut",
}
SAVED_TEXTS = {
    "idle": _("Everything is saved as you write"),
    "saving": _("Saving…"),
    "saved": _("Saved {at}"),
    "kept": _("Kept on this device; it goes out when there is a connection"),
    "offline": _("No connection. What you wrote is on this device and goes out when it is back."),
    "expired": _("You were signed out. Your words are on this device: sign in again in another tab, then go on here."),
    "conflict": _("The same answer was changed elsewhere too. Both versions are below."),
    "refused": _("The server could not take this. Your words are on this device."),
}
MESSAGE_KINDS = {"success": "ok", "warning": "wait", "error": "bad"}


def numeral(number: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十") + DIGITS[ones]


def _day(when: date | datetime) -> date:
    return timezone.localtime(when).date() if isinstance(when, datetime) else when


@register.filter
def roc_date(when: date | datetime | None) -> str:
    """民國 115 年 5 月 3 日（日）; in English Sun 3 May 2026."""
    return str(date_text(_day(when))) if when else ""


@register.filter
def short_date(when: date | datetime | None) -> str:
    """5 月 3 日（日）, for tables."""
    return str(day_text(_day(when))) if when else ""


@register.filter
def roc_stamp(when: datetime | Moment | None) -> str:
    """In full with clock and zone; midnight is 24:00 of the day before."""
    if not when:
        return ""
    moment = when if isinstance(when, Moment) else Moment.of(when, ends_day=True)
    return str(moment_text(moment))


@register.filter
def clock(when: datetime | None) -> str:
    """23:59:41 in Taipei."""
    return f"{timezone.localtime(when):%H:%M:%S}" if when else ""


@register.filter
def minutes(when: datetime | None) -> str:
    """14:03 in Taipei."""
    return f"{timezone.localtime(when):%H:%M}" if when else ""


@register.filter
def end_day(when: datetime) -> str:
    """The day a deadline belongs to: midnight is the end of the day before."""
    return str(date_text(Moment.of(when, ends_day=True).day))


@register.filter
def end_short(when: datetime) -> str:
    """The same, short: 5 月 3 日（日）."""
    return str(day_text(Moment.of(when, ends_day=True).day))


@register.filter
def end_clock(when: datetime) -> str:
    """24:00（臺北時間）."""
    full = moment_text(Moment.of(when, ends_day=True))
    day = date_text(Moment.of(when, ends_day=True).day)
    return str(full).removeprefix(str(day)).removeprefix(", ")


@register.simple_tag
def remaining(when: datetime | None) -> Remaining:
    """How long until a deadline, in words."""
    return Remaining.until(when)


@register.filter
def ordinal(number: int | None) -> str:
    """第二屆; in English Edition 2."""
    return str(Bilingual(zh=f"第{numeral(number)}屆", en=f"Edition {number}")) if number else ""


@register.filter
def zi_count(text: str | None) -> int:
    return count_zi(text or "")


@register.filter
def shape_of(kind: str, state: str = "") -> str:
    """The cell that goes with a status where none is named."""
    return state or pieces.SHAPES.get(kind, "empty")


@register.filter
def file_status(state: str) -> str:
    return FILE_STATUS.get(state, "")


@register.filter
def saved_shape(state: str) -> str:
    return SAVED_SHAPES.get(state, "empty")


@register.filter
def saved_text(state: str, at: str = "") -> str:
    """What a page says before its script takes over."""
    return str(SAVED_TEXTS.get(state, "")).format(at=at)


@register.simple_tag
def saved_texts() -> dict[str, Any]:
    """For the script that takes over."""
    return SAVED_TEXTS


@register.filter
def iso(when: date | datetime) -> str:
    """For the `datetime` of a `<time>`."""
    return timezone.localtime(when).isoformat(timespec="minutes") if isinstance(when, datetime) else when.isoformat()


@register.filter
def notice_kind(tags: str) -> str:
    """The look of one of Django's messages."""
    return next((kind for level, kind in MESSAGE_KINDS.items() if level in tags), "plain")


@register.filter
def at(mapping: Mapping[object, object] | None, key: object) -> object:
    """The entry of a mapping whose key is in a variable."""
    return (mapping or {}).get(key, "")


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The reader's choice of light or dark; empty follows the system."""
    request = context.get("request")
    chosen = request.COOKIES.get("theme", "") if request else ""
    return chosen if chosen in THEMES else ""


@register.simple_tag
def html_lang() -> str:
    language = get_language() or "zh-hant"
    return HTML_LANGUAGES.get(language, language)


@register.simple_tag(takes_context=True)
def here(context: Context) -> str:
    """The address of this page, to come back to."""
    request = context.get("request")
    return str(context.get("page_address") or (request.get_full_path() if request else "/"))


@register.simple_tag
def grid_cells(*, done: float = 0, half: float = 0, total: float = 100) -> list[dict[str, str]]:
    """Counts spread over the hundred cells."""
    return charts.spread(done=done, half=half, total=total)


@register.simple_tag
def row_of_cells(*, cells: Sequence[str] = (), done: int = 0, total: int = 0) -> list[str]:
    """States as given, or `done` full ones, the next one under way, the rest empty."""
    if cells:
        return list(cells)
    full, rest = int(done), int(total) - int(done)
    return ["full"] * full + ["half now"] * min(rest, 1) + ["empty"] * (rest - 1)


@register.simple_tag
def control(*, field: BoundField | None = None, **asked: object) -> controls.Control:
    """The control a field or a question asks for."""
    wanted = controls.Asked.of(asked)
    return controls.of_field(field, wanted) if field else controls.of_question(wanted)


@register.simple_tag
def form_errors(form: BaseForm | None = None, items: Sequence[tuple[str, str]] | None = None) -> list[tuple[str, str]]:
    """Every error with the id of its field; those of the whole form have none."""
    if items is not None and not form:
        return list(items)
    if not form or not form.is_bound:
        return []
    general = [("", str(error)) for error in form.non_field_errors()]
    return general + [(bound.auto_id, f"{bound.label}{_(': ')}{error}") for bound in form for error in bound.errors]


@register.simple_tag
def page_links(page: Page[Any], query: str = "") -> list[tuple[str, str]]:
    """Numbers with their addresses; an ellipsis has none."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [(str(n), page_url(n, query) if isinstance(n, int) else "") for n in numbers]


@register.simple_tag
def page_url(number: int, query: str = "") -> str:
    kept = f"{query}&" if query else ""
    return f"?{kept}{urlencode({'page': number})}"


@register.filter
def phrases(text: object) -> list[str]:
    """A sentence in the pieces that may stand on lines of their own: cut after 、，；and after a comma."""
    return [piece for piece in re.split(r"(?<=[，；、,;])\s*", str(text)) if piece]
