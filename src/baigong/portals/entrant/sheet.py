"""The sheet as a form: what each question shows, and what was typed into it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from baigong.domain.editions.document.sheets import NUMBER_KINDS, Question, Section
from baigong.domain.editions.queries import document_of
from baigong.domain.entries.models import Entry, Evidence
from baigong.domain.entries.queries import Answers, files_of, questions
from baigong.domain.sheets.answers import fault
from baigong.domain.sheets.queries import asked, given
from baigong.domain.sheets.showing import columns_of
from baigong.interface.answers import FileShown

FAMILY = {
    **dict.fromkeys(("short", "long", "number", "money", "date"), "text"),
    **dict.fromkeys(("choice", "choices"), "choice"),
    **dict.fromkeys(("table", "record", "person"), "rows"),
    **dict.fromkeys(("link", "unit"), "lines"),
    **dict.fromkeys(("file", "picture", "video"), "files"),
    "period": "period",
    "consent": "tick",
}
CONTROL = {"short": "text", "long": "textarea", "number": "text", "money": "text", "date": "date"}
MOST_ROWS = 200
BLANK = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One box of a row: its name in the form, its place in the answer, what it is called, what stands in it."""

    name: str
    place: str
    label: str
    value: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """One question as a page shows it."""

    question: Question
    value: Any
    error: str = ""
    files: tuple[FileShown, ...] = ()
    is_shown: bool = True  # what hangs on an answer of this very page stands there; the page itself hides it
    columns: tuple[tuple[str, str, bool], ...] = field(default=())

    @property
    def key(self) -> str:
        return self.question.key

    @property
    def family(self) -> str:
        return FAMILY[self.question.kind]

    @property
    def is_blank(self) -> bool:
        """Nobody has said anything yet, so that it looks the same on everybody's page; files are sent to one entry."""
        return (self.value is None or self.value == "") and self.family != "files"

    @property
    def template(self) -> str:
        return f"entrant/questions/{self.family}.html"

    @property
    def control(self) -> str:
        return CONTROL[self.question.kind]

    @property
    def keyboard(self) -> str:
        """Which keys a phone shows."""
        return "decimal" if self.question.kind in NUMBER_KINDS else "text"

    @property
    def limit(self) -> int:
        return self.question.limit or 0

    @property
    def most(self) -> int:
        return self.question.at_most or MOST_ROWS

    @property
    def lines(self) -> int:
        return 3 if (self.question.limit or 0) <= 100 else 6

    @property
    def text(self) -> str:
        return "" if self.value is None else str(self.value)

    @property
    def suffix(self) -> str:
        return _("NT$") if self.question.kind == "money" else str(self.question.measure or "")

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(choice.key, str(choice.text)) for choice in self.question.choices]

    @property
    def picked(self) -> Any:
        many = self.question.kind == "choices"
        return (sorted(given(self.value)) if self.value else []) if many else self.text

    @property
    def rows(self) -> list[list[Cell]]:
        """What is filled in, and a few empty rows to go on."""
        filled = [row for row in self.value or () if isinstance(row, Mapping)]
        return [self._row(number, row) for number, row in enumerate(_and_blank(filled, {}, most=self.question.at_most))]

    def _row(self, number: int, row: Mapping[str, Any]) -> list[Cell]:
        return [
            Cell(f"{self.key}.{number}.{key}", f"{number}.{key}", label, _shown(row.get(key)), is_number)
            for key, label, is_number in self.columns
        ]

    @property
    def boxes(self) -> list[Cell]:
        """One box a line, for addresses and names of units."""
        filled = [one for one in self.value or () if isinstance(one, str)]
        many = _and_blank(filled, "", most=self.question.at_most or 1)
        return [Cell(f"{self.key}.{n}", str(n), str(self.question.text), one) for n, one in enumerate(many)]

    @property
    def ends(self) -> list[Cell]:
        """Beginning and end of a period."""
        value = self.value if isinstance(self.value, Mapping) else {}
        names = (("from", _("First day")), ("to", _("Last day")))
        return [Cell(f"{self.key}.{key}", key, label, _shown(value.get(key))) for key, label in names]


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _and_blank(filled: list[Any], blank: Any, *, most: int | None) -> list[Any]:
    wanted = min(max(len(filled) + BLANK, 3), most or MOST_ROWS)
    return [*filled, *([blank] * (wanted - len(filled)))]


def sections_of(entry: Entry) -> list[Section]:
    """The sections that ask an entry of this track anything."""
    return [section for section in questions(entry).sections if list(_of_track(section, entry))]


def section_of(entry: Entry, question: str) -> str:
    """The key of the section that asks a question."""
    asking = (section for section in sections_of(entry) if question in {one.key for one in section.questions})
    return next((section.key for section in asking), sections_of(entry)[0].key)


def _of_track(section: Section, entry: Entry) -> Iterable[Question]:
    return (q for q in section.questions if not q.tracks or entry.track.key in q.tracks)


def asks_of(
    entry: Entry, section: Section, answers: Answers, *, complete: bool = False, faults: Mapping[str, str] | None = None
) -> list[Ask]:
    """The questions of one section with what stands in them; with `complete` gaps are pointed out too."""
    files = files_of(entry, answers)
    shown = {one.key for one in asked(questions(entry), answers, track=entry.track.key)} | _hanging_here(section)
    return [
        Ask(
            question,
            answers.get(question.key),
            error=(faults or {}).get(question.key) or fault(question, answers.get(question.key), complete=complete),
            files=tuple(FileShown.of(file, file_address(file)) for file in files if file.question == question.key),
            is_shown=question.key in shown,
            columns=columns_of(question),
        )
        for question in _of_track(section, entry)
    ]


def _hanging_here(section: Section) -> set[str]:
    """What hangs on an answer of this very page."""
    here = {question.key for question in section.questions}
    return {one.key for one in section.questions if one.when is not None and one.when.question in here}


def file_address(evidence: Evidence) -> str:
    """Where the team fetches a file of its own."""
    return reverse("entrant:file", args=(evidence.entry.public_id, evidence.public_id))


def criteria_of(entry: Entry, section: Section) -> list[Any]:
    """The rubric's own words for what this section speaks to."""
    meant = {question.speaks_to for question in _of_track(section, entry)}
    rubrics = document_of(entry.edition).rubrics
    return list({one.key: one for rubric in rubrics for one in rubric.criteria if one.key in meant}.values())


def typed(entry: Entry, section: Section, data: QueryDict) -> Answers:
    """What a plain form sent for one section; files travel apart."""
    typed_in = (question for question in _of_track(section, entry) if FAMILY[question.kind] != "files")
    return {question.key: READ[FAMILY[question.kind]](question, data) for question in typed_in}


def _read_choice(question: Question, data: QueryDict) -> Any:
    return data.getlist(question.key) if question.kind == "choices" else data.get(question.key, "")


def _read_rows(question: Question, data: QueryDict) -> Any:
    columns, rows = [key for key, _label, _is_number in columns_of(question)], []
    for number in range(MOST_ROWS):
        names = {column: f"{question.key}.{number}.{column}" for column in columns}
        if not any(name in data for name in names.values()):
            break
        rows.append({column: data.get(name, "") for column, name in names.items()})
    return rows


def _read_lines(question: Question, data: QueryDict) -> Any:
    names = (f"{question.key}.{number}" for number in range(MOST_ROWS))
    return [data[name] for name in names if name in data]


def _read_period(question: Question, data: QueryDict) -> Any:
    return {end: data.get(f"{question.key}.{end}", "") for end in ("from", "to")}


READ: dict[str, Callable[[Question, QueryDict], Any]] = {
    "text": lambda question, data: data.get(question.key, ""),
    "choice": _read_choice,
    "rows": _read_rows,
    "lines": _read_lines,
    "period": _read_period,
    "tick": lambda question, data: question.key in data,
}
