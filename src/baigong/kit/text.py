"""Words of two languages: counting 字, cleaning what people type, names of files, digests."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import rfc8785
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Mapping

CHINESE = "zh-hant"
ENGLISH = "en"

ZERO_WIDTH_JOINER = "\u200d"
SKIN_TONES = range(0x1F3FB, 0x1F400)
FLAG_LETTERS = range(0x1F1E6, 0x1F200)
EMOJI_TAGS = range(0xE0020, 0xE0080)
PICTURES = (range(0x1F000, 0x1FB00), range(0x2600, 0x27C0), range(0x2B00, 0x2C00), range(0x231A, 0x2400))

# One letter per kind of character: w(ide) r(un) p(icture) f(lag) m(ark) j(oiner), a space for all that does not count.
PLAIN = frozenset("wr ")
ONE = re.compile(r"wm*|p[m]*(?:j+pm*)*|ffm*|fm*|r[rmj]*")

CONTROLS = re.compile(r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\ufffe\uffff]|[\ud800-\udfff]")
BIDI = re.compile(r"[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\u0085]")
UNSAFE_IN_NAMES = re.compile(r'[\\/:*?"<>|\n\r\t]+')
DEVICE_NAMES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")
NAME_BYTES = 200
LONG_NUMBER, DOT = 8, "•"
LONGEST_EXTENSION = 16


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in Traditional Chinese and English; as a string it is the one the reader has chosen."""

    zh: str
    en: str = ""

    def __str__(self) -> str:
        return self.to(get_language() or CHINESE)

    def to(self, language: str) -> str:
        """The text in one language; Chinese where English is missing."""
        return self.en if language.startswith(ENGLISH) and self.en else self.zh

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)

    def data(self) -> dict[str, str]:
        return {"zh": self.zh, "en": self.en}

    @classmethod
    def of(cls, data: Mapping[str, str] | None) -> Bilingual:
        """From a JSON column; an absent text is an empty one."""
        return cls(zh=(data or {}).get("zh", ""), en=(data or {}).get("en", ""))


def count_zi(text: str) -> int:
    """How many 字 a text has, as Taiwan counts length.

    Every ideograph, kana, bopomofo or full-width letter is one; an emoji with all its parts is one; a run of other
    letters and digits ("PBL", "2026") is one; punctuation and space are none. The browser counts by the same table.
    """
    kinds = "".join(map(kind_of, unicodedata.normalize("NFC", text)))
    if PLAIN.issuperset(kinds):  # nearly every text; counted without the pattern in half the time
        return kinds.count("w") + len(kinds.replace("w", " ").split())
    return len(ONE.findall(kinds))


@lru_cache(maxsize=8192)
def kind_of(character: str) -> str:
    """The letter of one character in the pattern that counts."""
    return _kind_by_number(character) or _kind_by_category(character)


def _kind_by_number(character: str) -> str:
    number = ord(character)
    if character == ZERO_WIDTH_JOINER:
        return "j"
    if number in FLAG_LETTERS:
        return "f"
    if number in SKIN_TONES or number in EMOJI_TAGS:
        return "m"
    return "p" if unicodedata.category(character) == "So" and any(number in span for span in PICTURES) else ""


def _kind_by_category(character: str) -> str:
    category = unicodedata.category(character)
    if category.startswith("M"):
        return "m"
    if category == "Co":  # 造字: characters a city office made itself live in the private use area
        return "w"
    wide = unicodedata.east_asian_width(character) in {"W", "F", "H"}
    if wide and category in {"Lo", "Lm", "Lu", "Ll", "Nd", "Nl", "No", "So"}:
        return "w"
    return "r" if category[0] in "LN" else " "


def clean(text: str) -> str:
    """What a person typed, safe to store: composed, one kind of line end, no control characters or broken halves."""
    return CONTROLS.sub("", LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))).strip()


def clean_line(text: str) -> str:
    """The same for a field of one line."""
    return re.sub(r"\s+", " ", clean(text))


def fold(text: str) -> str:
    """A text as searches and comparisons see it: full width, letter case and 臺／台 make no difference."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold().replace("臺", "台")).strip()


def canonical_json(data: object) -> bytes:
    """RFC 8785: the one way to write these data as JSON; raises on what JSON does not know."""
    return rfc8785.dumps(data)  # type: ignore[arg-type]


def digest(data: object) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return digest_of(canonical_json(data))


def digest_of(canonical: bytes) -> str:
    """The same of data that are canonical JSON already."""
    return hashlib.sha256(canonical).hexdigest()


def masked(number: str) -> str:
    """A telephone number of which only the first two and the last three digits are left, of a short one the last."""
    places = [place for place, sign in enumerate(number) if sign.isalnum()]
    left = {*places[:2], *places[-3:]} if len(places) >= LONG_NUMBER else set(places[-1:])
    return "".join(DOT if place in places and place not in left else sign for place, sign in enumerate(number))


def safe_file_name(name: str, *, fallback: str = "檔案") -> str:
    """A name every system can store and a person still recognises; Chinese stays, the extension stays."""
    bare = BIDI.sub("", clean(name))
    bare = UNSAFE_IN_NAMES.sub("-", bare).strip(" .-")
    stem, dot, extension = bare.rpartition(".")
    if not stem or len(extension) > LONGEST_EXTENSION:
        stem, dot, extension = bare, "", ""
    shown = _cut(stem, size=NAME_BYTES - len((dot + extension).encode())).strip(" .-") or fallback
    return DEVICE_NAMES.sub(r"\1_", shown + dot + extension)


def _cut(text: str, *, size: int) -> str:
    """The longest beginning of at most this many bytes in UTF-8."""
    return text.encode()[:size].decode(errors="ignore")
