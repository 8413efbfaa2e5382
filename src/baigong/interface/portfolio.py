"""An entry as something to keep: a typeset PDF, plain data, an archive of everything."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from baigong.domain.entries.models import Entry, Evidence, Receipt
from baigong.domain.entries.queries import Answers, files_of, questions
from baigong.domain.entries.states import MemberState
from baigong.domain.sheets.answers import is_empty
from baigong.domain.sheets.queries import asked_sections
from baigong.domain.sheets.showing import Shown, shown
from baigong.interface.differences import lines_of
from baigong.kit import time
from baigong.kit.documents.rendering import render_pdf
from baigong.kit.taiwan.dates import date_text
from baigong.kit.text import safe_file_name

FORMAT = "baigong-entry-1"


def as_pdf(entry: Entry, answers: Answers, *, language: str) -> bytes:
    """The portfolio in one language of the page around what the team wrote."""
    at = time.now()
    with override(language):
        day = str(date_text(at.astimezone(time.TAIPEI).date()))
        content = {
            "title": entry.title or _("Without a title yet"),
            "lead": str(entry.track.name),
            "over": str(entry.edition),
            "facts": _facts(entry),
            "sections": list(sections_of(entry, answers)),
            "files": [file.file.name for file in files_of(entry, answers)],
            "issued": _("Made on {day}").format(day=day),
        }
    return render_pdf("portfolio", content, language="en" if language.startswith("en") else "zh-hant", at=at)


def _facts(entry: Entry) -> list[list[str]]:
    team = [member.name for member in entry.members.all() if member.state == MemberState.ACCEPTED]
    units = [row.unit.name for row in entry.entry_units.all()]
    rows = [[_("Team"), "、".join(team)], [_("Units"), "、".join(units)]]
    return [row for row in rows if row[1]]


def sections_of(entry: Entry, answers: Answers) -> Iterator[dict[str, Any]]:
    """What was answered, section by section, as plain lines, and as a table where it is one."""
    for section, put in asked_sections(questions(entry), answers, track=entry.track.key):
        told = [
            _told(shown(question, answers[question.key]))
            for question in put
            if not is_empty(answers.get(question.key)) and question.kind not in {"file", "picture", "video"}
        ]
        if told:
            yield {"heading": str(section.name), "answers": told}


def _told(one: Shown) -> dict[str, Any]:
    return {"question": str(one.question.text), "text": lines_of(one), "head": one.head, "rows": one.rows}


def receipt_as_pdf(receipt: Receipt, *, language: str) -> bytes:
    """The signed receipt as a page to print; it proves what its file proves."""
    entry, at = receipt.entry, receipt.received_at.astimezone(time.TAIPEI)
    with override(language):
        content = {
            "title": entry.title or _("Without a title yet"),
            "lead": str(entry.edition),
            "received": f"{date_text(at.date())} {at:%H:%M:%S} (UTC+8)",
            "rows": [
                [_("Solution"), entry.title],
                [_("Track"), str(entry.track)],
                [_("Number"), receipt.public_id],
                [_("Version"), str(receipt.version)],
            ],
            "digest": receipt.digest,
            "key": receipt.key_id,
            "signature": receipt.signature,
            "issuer": str(entry.edition),
        }
    return render_pdf("receipt", content, language="en" if language.startswith("en") else "zh-hant", at=at)


def as_data(entry: Entry, answers: Answers) -> dict[str, Any]:
    """Everything the team wrote, by the keys of the sheet."""
    return {
        "format": FORMAT,
        "edition": entry.edition.slug,
        "entry": entry.public_id,
        "track": entry.track.key,
        "title": entry.title,
        "version": entry.version,
        "submitted_version": entry.submitted_version,
        "units": [{"name": row.unit.name, "county": row.unit.county} for row in entry.entry_units.all()],
        "members": [
            {"name": member.name, "name_en": member.name_en, "role": member.role}
            for member in entry.members.all()
            if member.state == MemberState.ACCEPTED
        ],
        "answers": answers,
        "files": [
            {"question": file.question, "name": file.file.name, "size": file.file.size, "sha256": file.file.sha256}
            for file in files_of(entry, answers)
        ],
    }


def as_archive(entry: Entry, answers: Answers, *, language: str) -> IO[bytes]:
    """A ZIP on disk: the portfolio, the text as Markdown and as data, every file under its own name."""
    packed = tempfile.TemporaryFile(prefix="baigong-", suffix=".zip")  # noqa: SIM115 (the answer closes it)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as file:
        put = partial(put_member, file, at=entry.changed_at)
        put(_("portfolio") + ".pdf", as_pdf(entry, answers, language=language))
        put(_("text") + ".md", as_markdown(entry, answers))
        put("entry.json", json.dumps(as_data(entry, answers), ensure_ascii=False, indent=2))
        for name, evidence in _named(files_of(entry, answers)):
            put(f"{_('files')}/{name}", evidence.file.read())
    packed.seek(0)
    return packed


def put_member(file: zipfile.ZipFile, name: str, content: str | bytes, *, at: datetime, is_packed: bool = True) -> None:
    """One member under the entry's own time, so that the same entry gives the same archive."""
    member = zipfile.ZipInfo(name, date_time=at.astimezone(time.TAIPEI).timetuple()[:6])
    member.compress_type = zipfile.ZIP_DEFLATED if is_packed else zipfile.ZIP_STORED
    member.external_attr = 0o600 << 16
    file.writestr(member, content)


def as_markdown(entry: Entry, answers: Answers) -> str:
    """The text alone, for any editor."""
    parts = [f"# {entry.title}"]
    for section in sections_of(entry, answers):
        parts += [f"## {section['heading']}"]
        parts += [f"### {one['question']}\n\n{_markdown(one)}" for one in section["answers"]]
    return "\n\n".join(parts) + "\n"


def _markdown(one: dict[str, Any]) -> str:
    if not one["rows"]:
        return str(one["text"])
    rows = [one["head"], ["---"] * len(one["head"]), *one["rows"]]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _named(files: list[Evidence]) -> Iterator[tuple[str, Evidence]]:
    """Two files of one name get a number, so that none covers the other."""
    seen: set[str] = set()
    for file in files:
        name = safe_file_name(file.file.name)
        stem, dot, extension = name.rpartition(".")
        number = 1
        while name in seen:
            number += 1
            name = f"{stem}-{number}{dot}{extension}"
        seen.add(name)
        yield name, file
