"""The browser and the server count 字 alike, so that nobody is told two lengths."""

import random
import unicodedata

import pytest
from playwright.sync_api import Page

from baigong.kit.text import count_zi

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

WRITTEN = (
    "",
    "技職力100",
    "用 PBL 教 3 班",
    "「說出看到的三件事」。",
    "ＡＢＣ，１２",
    "𠮷野家々ー〇",
    "👨‍👩‍👧‍👦",
    "👍🏽好",
    "🇹🇼🇯🇵",
    "1️⃣",
    "❤️",
    "e\u0301te\u0301",
    "\u202e技\u200b職",
    "**粗體**\n- 清單",
    "don't stop",
    "\ue000造字",
    "㊀㍿½Ⅳ①",
    "한국어 ﾊﾝｶｸ",
)
LETTERS = "技職力百工臺灣々〇ㄅかナＡ１ﾊ한aé9·，。 \n－-'️‍👍🏽🇹🇼①㎡½\u0301\u3099"
COUNT = "async (texts) => { const { countZi } = await import('/static/ui/js/zi.js'); return texts.map(countZi); }"


def test_both_sides_count_alike(page: Page) -> None:
    dice = random.Random(100)
    texts = [*WRITTEN, *("".join(dice.choices(LETTERS, k=dice.randrange(1, 40))) for _ in range(500))]
    page.goto("/kit/pages/404/")
    counted = page.evaluate(COUNT, texts)
    assert [(text, n) for text, n in zip(texts, counted, strict=True) if count_zi(text) != n] == []


def test_both_sides_know_every_character(page: Page) -> None:
    texts = [chr(n) for n in range(0x20, 0x30000) if unicodedata.category(chr(n)) not in {"Cs", "Cn"}]
    page.goto("/kit/pages/404/")
    counted = page.evaluate(COUNT, texts)
    assert [hex(ord(text)) for text, n in zip(texts, counted, strict=True) if count_zi(text) != n] == []
