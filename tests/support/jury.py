"""A small year for tests of the jury: entries that are eligible, judges who are sworn, sheets that are handed in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from baigong.domain.editions.actions import grant_role, publish_edition, save_edition
from baigong.domain.editions.document import Document, parse
from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.actions import attach, bulk
from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import questions
from baigong.domain.judging import actions as jury
from baigong.domain.judging.models import Assignment, Judge, Round
from baigong.domain.people.actions import register
from baigong.domain.people.models import Person
from baigong.domain.sheets.queries import current_sheet
from baigong.domain.units.actions import find_or_add
from baigong.kit import time
from baigong.kit.jobs import worker
from baigong.kit.outbox.models import Message
from baigong.kit.policy import SYSTEM
from baigong.kit.taiwan.dates import Moment
from tests.support.answers import full_answers

EDITION = Path(__file__).parents[2] / "editions" / "2026.toml"
SCORES = ("replicable", "scalable", "impact")
WORDS = {"entrant": "步驟寫得清楚，換一所學校也做得起來；材料的價錢再寫細一點會更好用，數字也請留下出處。"}


def at(text: str) -> Any:
    return Moment.parse(text).instant


CALL, READING, AFTER, OPENING = (
    at(day) for day in ("2026-03-01 09:00", "2026-05-26 20:00", "2026-07-04 09:00", "2026-07-24 10:00")
)


@dataclass
class Year:
    """An edition with its people."""

    edition: Edition
    office: Person
    director: Person
    second: Person
    entries: list[Entry] = field(default_factory=list)
    judges: list[Judge] = field(default_factory=list)

    @property
    def round(self) -> Round:
        return Round.objects.get(edition=self.edition, key="reading")


def person(name: str, *, domain: str = "example.org") -> Person:
    return register(email=f"{name}@{domain}", name=name)


def own_document() -> Document:
    """The real edition."""
    document = parse(EDITION.read_text(encoding="utf-8"))
    assert isinstance(document, Document)
    return document


def new_year(**changes: Any) -> Year:
    """The real edition with some values changed, its office and two directors."""
    document = own_document()
    with time.frozen(CALL):
        version = save_edition(changed(document, **changes), by=SYSTEM)
        edition = version.edition
        publish_edition(edition, by=SYSTEM)
        year = Year(edition, person("office"), person("director"), person("second"))
        grant_role(edition, year.office, "office", by=SYSTEM)
        grant_role(edition, year.director, "director", by=SYSTEM)
        grant_role(edition, year.second, "director", by=SYSTEM)
    return year


def changed(document: Document, **changes: Any) -> Document:
    """The same year with some values changed."""
    return Document.model_validate(_tuples(document.data() | changes))


def _tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _tuples(inner) for key, inner in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list | tuple) else value


def hand_in(
    year: Year, count: int, *, names: str = "", files: Mapping[str, bytes] | None = None, **answers: Any
) -> list[Entry]:
    """Eligible entries, spread over the tracks; `names` begins the names of people and units, `files` are attached."""
    tracks = list(year.edition.tracks.all())
    with time.frozen(CALL):
        numbers = range(len(year.entries), len(year.entries) + count)
        starts = [_start(year, number, tracks[number % len(tracks)], answers, names=names) for number in numbers]
        begun = bulk.start_many(year.edition, starts)
        for entry, start in zip(begun, starts, strict=True):
            for name, content in (files or {}).items():
                attach(entry, question=_takes_files(entry), upload=SimpleUploadedFile(name, content), by=start.by)
        bulk.submit_many((entry, start.by) for entry, start in zip(begun, starts, strict=True))
        found = Entry.objects.filter(pk__in=[entry.pk for entry in begun])
        bulk.accept_many(found, by=year.office)
    fresh = list(found.select_related("edition", "track").order_by("pk"))
    year.entries += fresh
    return fresh


def _takes_files(entry: Entry) -> str:
    """The question that takes papers and pictures."""
    return next(question.key for question in questions(entry).questions() if question.kind == "file")


def _start(year: Year, number: int, track: Track, answers: dict[str, Any], *, names: str) -> bulk.Start:
    """What a lead begins with: a unit, and an answer to everything."""
    lead = person(f"{names}lead{number}", domain=f"{names}school{number}.example")
    school = f"{'金絲雀' if names else '範例'}{number}高工"
    unit = find_or_add(kind="technical_high", name=school, county="臺中市", by=lead)
    blank = Entry(edition=year.edition, track=track, sheet=current_sheet(year.edition))
    words = full_answers(blank) | {"title": f"解方 {number}", "matching": "yes", **answers}
    return bulk.Start(by=lead, track=track, answers=words, units=[unit])


def seat(year: Year, count: int, **profile: Any) -> list[Judge]:
    """Judges who were invited, accepted and swore."""
    fresh = [_judge(year, f"judge{number}", **profile) for number in range(len(year.judges), len(year.judges) + count)]
    year.judges += fresh
    return fresh


def _judge(year: Year, name: str, **profile: Any) -> Judge:
    own = person(name, domain="jury.example")
    judge = jury.invite_judge(year.edition, name=name, email=own.email, by=year.office, **profile)
    judge = jury.answer_judge(secret_of(judge), accept=True, by=own)
    return jury.swear(judge, by=own)


def secret_of(judge: Judge) -> str:
    """The secret of the newest invitation: only its letter knows it."""
    letter = Message.objects.filter(kind="judge-invitation", to=judge.email).latest("pk")
    return re.search(r"/jury/invitation/(\w+)/", letter.text)[1]  # type: ignore[index]


def give_out(year: Year, **wishes: Any) -> list[Assignment]:
    """All reads, found by the engine and given out."""
    jury.ask_assignment(year.round, by=year.office, wishes=wishes)
    worker.drain()
    return reads(year)


def reading_year(entries: int, judges: int, **handed_in: Any) -> Year:
    """The evening on which every entry lies before one judge."""
    year = new_year()
    with time.frozen(READING):
        hand_in(year, entries, **handed_in)
        seat(year, judges)
        give_out(year, load=0, reads=1)
    return year


def reads(year: Year) -> list[Assignment]:
    return list(
        Assignment.objects.standing().filter(round=year.round).select_related("judge__person", "entry", "round")
    )


def fill(year: Year, *, skip: int = 0) -> int:
    """Every read but the last `skip` is handed in; merit falls with the entry's number, judges differ by a point."""
    order = {entry.pk: place for place, entry in enumerate(year.entries)}
    seats = {judge.pk: seat for seat, judge in enumerate(year.judges)}
    sheets = [
        jury.Sheet(read, _scores(order[read.entry_id], seats[read.judge_id], len(order)), WORDS) for read in reads(year)
    ]
    return jury.submit_ballots_many(year.round, sheets[: len(sheets) - skip])


def _scores(place: int, judge: int, count: int) -> dict[str, int]:
    base = 9 - 6 * place / max(count - 1, 1)
    return {
        key: max(1, min(10, round(base + judge % 3 - 1 + (place * 7 + judge * 5 + n) % 3 - 1)))
        for n, key in enumerate(SCORES)
    }


def judged_year(*, entries: int = 24, judges: int = 6, **changes: Any) -> Year:
    """A year at the end of its reading."""
    year = new_year(**changes)
    with time.frozen(READING):
        hand_in(year, entries)
        seat(year, judges)
        give_out(year, load=0)
        fill(year)
        worker.drain()
    return year


def instants() -> Iterator[Any]:
    """The moments of the year in order."""
    yield from (CALL, READING, AFTER, OPENING)
