"""What a unit is called for short, so that two spellings of one are seen side by side."""

from __future__ import annotations

import re
import unicodedata

OWNERS = re.compile(r"^(?:國立|市立|縣立|私立|公立|財團法人|社團法人|臺灣省立|[^立]{2,3}[市縣]立)")
SHORT = (
    ("高級工業職業學校", "高工"),
    ("高級商工職業學校", "商工"),
    ("高級商業職業學校", "高商"),
    ("高級農工職業學校", "農工"),
    ("高級家事商業職業學校", "家商"),
    ("工業高級中等學校", "高工"),
    ("高級中等學校", "高中"),
    ("高級中學", "高中"),
    ("國民中學", "國中"),
    ("國民小學", "國小"),
    ("科技大學", "科大"),
    ("技術學院", "技院"),
    ("股份有限公司", ""),
    ("有限公司", ""),
)


def fold(text: str) -> str:
    """Full-width as half, capitals as small, 台 as 臺: as a reader recognises a name."""
    return unicodedata.normalize("NFKC", text).casefold().replace("台", "臺").strip()


def bare_name(name: str) -> str:
    """Without whose it is: 國立, 臺中市立."""
    return OWNERS.sub("", name)


def short_name(name: str) -> str:
    """國立範例高級工業職業學校 is 範例高工 to everybody."""
    short = bare_name(name)
    for long, brief in SHORT:
        short = short.replace(long, brief)
    return short


def key_of(name: str) -> str:
    """The same for two spellings of one name."""
    return "".join(short_name(fold(name)).split())
