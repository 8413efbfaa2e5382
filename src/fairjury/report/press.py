"""What is missing where a report cannot be put on paper."""

from __future__ import annotations

MISSING = {
    "typst": ("套件 typst", "the package typst"),
    "typeface": ("中文字型，例如 Noto CJK", "a Chinese typeface, such as Noto CJK"),
}


class NoPress(RuntimeError):
    """Raised when no PDF can be set here; `.zh` and `.en` say what is missing and the way out."""

    def __init__(self, missing: str) -> None:
        zh, en = MISSING[missing]
        self.zh = f"這裡缺少{zh}，排不出 PDF。請先安裝，或改寫成 .html。"
        self.en = f"There is no PDF to be had here without {en}. Install it, or write .html instead."
        super().__init__(self.en)
