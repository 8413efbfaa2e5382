"""Invented content for the gallery: no unit, person or figure in it exists."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baigong.kit.time import now

HUNDRED = (
    "車銑刨磨鉗鑄鍛焊沖鑽電機控測配修駕航輪軸煉釀染築砌繪圖樑瓦窯版印刻雕塑陶漆編織縫裁繡剪髮妝育護養牧耕"
    "種植林園茶菇蜂果炊烘焙廚調飲麵刀宴旅漁舟船釣網港潮商算帳譯語銷售店舞樂戲影音光鼓琴書畫尺規矩繩斧鋸傳"
)
BAI = (
    "1111111111 0000110000 0000110000 0111111110 0100000010 0100000010 0111111110 0100000010 0100000010 0111111112"
).replace(" ", "")
STATES = {"0": "", "1": "on", "2": "hot"}
COUNTS = {
    "臺北市": 14,
    "臺中市": 12,
    "新北市": 11,
    "高雄市": 10,
    "桃園市": 9,
    "臺南市": 7,
    "彰化縣": 5,
    "宜蘭縣": 4,
    "雲林縣": 4,
    "新竹市": 3,
    "新竹縣": 3,
    "南投縣": 3,
    "花蓮縣": 3,
    "基隆市": 2,
    "苗栗縣": 2,
    "嘉義市": 2,
    "臺東縣": 2,
    "金門縣": 1,
}
MATCHING = {4, 6, 7, 8, 9, 11, 12, 19, 27, 30, 41, 46, 50, 53, 54, 55, 64, 68, 70, 74, 83, 85, 89}


class SampleForm(forms.Form):
    """One of each widget, half of them filled in wrongly."""

    title = forms.CharField(label=gettext_lazy("Name of the solution"), max_length=40)
    email = forms.EmailField(label=gettext_lazy("E-mail"), help_text=gettext_lazy("The receipt goes here."))
    track = forms.ChoiceField(
        label=gettext_lazy("Track"),
        choices=[
            ("explore", "探・職業試探"),
            ("coop", "合・產學合作"),
            ("contest", "競・技職競賽"),
            ("course", "課・課程設計"),
        ],
        widget=forms.RadioSelect,
    )
    county = forms.ChoiceField(label=gettext_lazy("County"), choices=[("63000", "臺北市"), ("66000", "臺中市")])
    day = forms.DateField(
        label=gettext_lazy("Since when"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    agree = forms.BooleanField(label=gettext_lazy("Everyone in the picture has agreed"))


def everything() -> dict[str, Any]:
    """All the gallery needs, in one context."""
    bad = SampleForm({"title": "", "email": "lin@", "track": "coop", "county": "66000"})
    return {
        "form": SampleForm(initial={"title": _("Learning from the night shift"), "track": "coop"}),
        "bad_form": bad,
        "bai": cells(BAI),
        "home_cells": [*cells(BAI, HUNDRED)[:99], {"state": "hot", "char": "你"}],
        "library_cells": library(),
        "top100": [{"state": "on"}] * 100,
        "top10": [{"state": "on"}] * 10 + [{"state": ""}] * 90,
        "prize4": [{"state": "hot" if i in {0, 25, 50, 75} else ""} for i in range(100)],
        "one_of_hundred": [{"state": "hot" if i == 65 else ""} for i in range(100)],
        "stages": stages(),
        "band_rows": band_rows(),
        "judges": judges(),
        "counts": COUNTS,
        "toc": toc(),
        "scores": [6, 7, 5, 8, 6, 7, 9, 6, 5, 7, 8, 6, 4],
        "anchors": anchors(),
        "bars": [{"label": name, "value": n} for name, n in (("國中", 31), ("高職", 182), ("科大", 96), ("企業", 44))],
        "crumbs": [(_("Solutions"), "#"), (_("Second edition"), "#"), (_("One knife, three schools"), "")],
        "page": Paginator(range(428), 20).page(7),
        "soon": now() + timedelta(hours=9, minutes=12),
        "later": now() + timedelta(days=8, hours=9),
        "closed": datetime(2026, 5, 3, 16, 0, tzinfo=UTC),
        "error_items": [
            ("q2", _("The key step: 17 characters too many")),
            ("files", _("A programme cannot be attached")),
        ],
        "tracks": [("explore", "探・試探"), ("coop", "合・產學"), ("contest", "競・競賽"), ("course", "課・課程")],
    }


def cells(pattern: str, words: str = " " * 100) -> list[dict[str, str]]:
    return [{"state": STATES[mark], "char": word.strip()} for mark, word in zip(pattern, words, strict=True)]


def library() -> list[dict[str, str]]:
    return [
        {
            "state": "on" if i in MATCHING else "",
            "char": word,
            "href": "#",
            "label": _("Cell {n}: {word}").format(n=i + 1, word=word),
        }
        for i, word in enumerate(HUNDRED)
    ]


def stages() -> list[dict[str, str]]:
    return [
        {"date": "2 月 12 日（四）", "name": _("Call opens"), "state": "done"},
        {"date": "5 月 3 日（日）", "name": _("Deadline"), "note": _("24:00, Taipei time"), "state": "now"},
        {"date": "5 月 22 日（五）", "name": _("Eligibility"), "note": _("We ask for what is missing"), "state": ""},
        {"date": "7 月 3 日（五）", "name": _("Jury has read"), "note": _("At least three readers each"), "state": ""},
        {"date": "7 月 24 日（五）", "name": _("Results"), "note": "10:00", "state": ""},
        {"date": "10 月 17 日（六）", "name": _("Conference"), "state": ""},
    ]


def band_rows() -> list[SimpleNamespace]:
    dice = Random(100)  # noqa: S311 - invented figures, always the same
    rows = []
    for i in range(50):
        score, reach = 78.6 - 0.155 * i, dice.uniform(1.2, 3.1)
        chance = max(0.02, min(0.98, 0.5 - (i - 24.5) * 0.05))
        rows.append(
            SimpleNamespace(
                rank=76 + i,
                label=f"{'KPDH'[i % 4]}{i % 9}-{'MTWB'[i % 4]}{i % 7}",
                score=score,
                low=score - reach,
                high=score + reach,
                probability=chance,
            )
        )
    return rows


def judges() -> list[dict[str, Any]]:
    shifts = ((8, -1.4), (15, -0.8), (3, -0.5), (21, -0.1), (11, 0.1), (27, 0.3), (5, 0.6), (19, 1.2))
    return [
        {
            "label": _("Judge {n}").format(n=f"{n:02}"),
            "shift": shift,
            "low": shift - 0.55,
            "high": shift + 0.55,
            "done": 24 - n % 5,
            "total": 24,
            "notable": abs(shift) > 1,
        }
        for n, shift in shifts
    ]


def toc() -> list[dict[str, Any]]:
    return [
        {"href": "#", "label": _("1 Who we are"), "state": "full", "note": _("done")},
        {"href": "#", "label": _("2 What the problem was"), "state": "full", "note": _("done")},
        {"href": "#", "label": _("3 How it is done"), "state": "half", "note": _("under way"), "current": True},
        {"href": "#", "label": _("4 People and money"), "state": "quarter", "note": _("2 to go")},
        {"href": "#", "label": _("5 What changed"), "state": "empty"},
        {"href": "#", "label": _("6 Before you copy"), "state": "empty"},
        {"href": "#", "label": _("7 Consents"), "state": "empty"},
    ]


def anchors() -> dict[int, str]:
    return {
        1: _("Only the team itself can do it."),
        4: _("The steps are there, but the order or the amounts are missing."),
        7: _("Steps and time are clear; another teacher could start after a month."),
        10: _("Somebody elsewhere has done it from these pages."),
    }
