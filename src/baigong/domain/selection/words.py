"""What in a judge's words should be read by a human before the team does: empty, unkind, or telling who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterable

UNKIND = re.compile(
    r"垃圾|廢物|白痴|智障|丟臉|噁心|爛透|浪費(我的)?時間|抄來的|騙子|騙人|無聊透頂|stupid|garbage|idiot|pathetic|worthless|liar|disgusting",
    re.IGNORECASE,
)
CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.]+|https?://|09\d{2}[-\s]?\d{3}[-\s]?\d{3}|0\d{1,2}[-\s]\d{6,8}|(?i:line\s*id)"
)
SELF = re.compile(r"我(服務|任職|任教)|敝校|本人(是|任)|我們(學校|公司|系)|我的(學校|公司|學生)")
LEAST_NAME = 2


def doubts_in(text: str, *, names: Iterable[str]) -> list[str]:
    """Kinds of doubt about one text; `names` are the judges' names and units."""
    found = []
    if UNKIND.search(text):
        found.append("unkind")
    if CONTACT.search(text) or SELF.search(text) or any(len(name) >= LEAST_NAME and name in text for name in names):
        found.append("identifying")
    return found
