"""Numbers people copy from letterheads: 統一編號, school codes, telephone."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
DIVISOR = 5  # 10 before 2023-04-01; every number valid then is valid now
SPECIAL_PLACE = 6
SCHOOL = re.compile(r"[0-9]{4}|[0-9]{2}[0-9A-Z]{4}")
EIGHT_DIGITS = re.compile(r"[0-9]{8}")
EXTENSION = re.compile(r"(?:#|分機|轉|ext\.?|x)[\s:]*[0-9]+(?:[\s、,/-]*[0-9]+)*$", re.IGNORECASE)
PHONE_MARKS = re.compile(r"[0-9+()\-.\s~#]+")
PHONE_DIGITS = range(7, 16)


def tidy(text: str) -> str:
    """Half width, capitals, no blanks: as the number is stored."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text)).upper()


def is_business_number(text: str) -> bool:
    """Whether eight digits pass the Ministry of Finance's check of 2023 (it catches typing errors only).

    Each digit times its weight, the digits of the products added: divisible by 5; a 7 in the seventh place
    multiplies to 28, whose digits add to 10, which may count as 1 or as 0.
    """
    digits = tidy(text)
    if not EIGHT_DIGITS.fullmatch(digits):
        return False
    total = sum(sum(divmod(int(d) * w, 10)) for d, w in zip(digits, WEIGHTS, strict=True))
    return total % DIVISOR == 0 or (digits[SPECIAL_PLACE] == "7" and (total + 1) % DIVISOR == 0)


def is_school_code(text: str) -> bool:
    """Whether it has the shape of a school code: 4 digits for universities, else 6 places that may hold letters."""
    return SCHOOL.fullmatch(tidy(text)) is not None


def number_kind(text: str) -> Literal["business_number", "school_code"]:
    """Which of the two somebody means: only the 統一編號 has eight places."""
    return "business_number" if len(tidy(text)) == 8 else "school_code"


def is_phone(text: str) -> bool:
    """A loose look: enough digits and nothing but what telephone numbers are written with; extensions are welcome."""
    bare = EXTENSION.sub("", unicodedata.normalize("NFKC", text).strip())
    digits = sum(map(str.isdigit, bare))
    return PHONE_MARKS.fullmatch(bare) is not None and digits in PHONE_DIGITS
