"""What ends a command: input that cannot be used, or a question that has no answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

DIFFERS, BAD = 1, 2


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of the input: file, row (1 is the heading, 0 the whole file), column, a code, and the sentences."""

    file: str
    row: int
    column: str
    code: str
    zh: str
    en: str

    def sentence(self, language: str) -> str:
        """Where and what."""
        if language == "zh":
            place = (
                f"{self.file}"
                + (f" 第 {self.row} 列" if self.row else "")
                + (f"「{self.column}」欄" if self.column else "")
            )
            return f"{place}：{self.zh}"
        place = f"{self.file}" + (f", row {self.row}" if self.row else "")
        return f"{place}{f', column “{self.column}”' if self.column else ''}: {self.en}"

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("file", "row", "column", "code", "zh", "en")}


class Trouble(Exception):
    """Ends the command with an exit code and sentences; `data` is what --json prints."""

    def __init__(self, code: int, zh: Iterable[str], en: Iterable[str], data: Mapping[str, Any]) -> None:
        self.code, self.lines, self.data = code, {"zh": tuple(zh), "en": tuple(en)}, data
        super().__init__("\n".join(self.lines["en"]))


def bad(*faults: Fault, count: int = 0) -> Trouble:
    """Input that cannot be used: exit code 2. `count`: how many faults there are in all, when not all are listed."""
    more = max(count - len(faults), 0)
    zh, en = ([fault.sentence(language) for fault in faults] for language in ("zh", "en"))
    if more:
        zh, en = [*zh, f"……另有 {more} 處。"], [*en, f"… and {more} more."]
    return Trouble(BAD, zh, en, {"faults": [fault.as_json() for fault in faults], "count": count or len(faults)})


def wrong_file(file: object, code: str, zh: str, en: str, *, row: int = 0, column: str = "") -> Trouble:
    return bad(Fault(str(file), row, column, code, zh, en))


def refused(zh: str, en: str, **data: Any) -> Trouble:
    """A question that has no answer as it is put: exit code 1."""
    return Trouble(DIFFERS, [zh], [en], {"refused": {"zh": zh, "en": en, **data}})
