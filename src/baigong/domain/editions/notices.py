"""The six items of 個資法 §8 as one text."""

from __future__ import annotations

from baigong.domain.editions.document.labels import label
from baigong.domain.editions.document.promises import Notice
from baigong.kit.text import Bilingual

ITEMS = ("controller", "purpose", "categories", "use", "rights", "refusal")
NUMERALS = "一二三四五六"


def notice_body(notice: Notice) -> Bilingual:
    """Markdown with a heading for each item."""
    zh, en = [], []
    for place, item in enumerate(ITEMS):
        name, text = label(Notice, item), getattr(notice, item)
        zh.append(f"### {NUMERALS[place]}、{name.zh}\n\n{text.zh}")
        en.append(f"### {place + 1}. {name.en}\n\n{text.en}")
    return Bilingual("\n\n".join(zh), "\n\n".join(en))
