"""A judge's entries on paper: the rubric, every entry as the desk shows it, and a score sheet for each."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from baigong.domain.entries.queries import files_handed_in
from baigong.domain.judging.models import Assignment
from baigong.domain.judging.queries.desk import code_of
from baigong.domain.judging.queries.paper import slip_of
from baigong.domain.judging.rubric import Criterion, Rubric
from baigong.interface.ballots import plain
from baigong.interface.reading import Block, Figure, text_of
from baigong.kit import time
from baigong.kit.documents.rendering import qr_svg, render_pdf
from baigong.kit.files.models import StoredFile
from baigong.kit.taiwan.dates import Moment, moment_text
from baigong.kit.text import Bilingual


def pack_of(reads: Iterable[Assignment]) -> bytes:
    """The PDF, in the reader's language; its reads are of one judge."""
    reads, language = list(reads), get_language() or "zh-hant"
    with override(language):
        content = _content(reads)
    return render_pdf("pack", content, language="en" if language.startswith("en") else "zh-hant", at=time.now())


def _content(reads: list[Assignment]) -> dict[str, Any]:
    rounds = {read.round_id: read.round for read in reads}
    return {
        "title": _("Entries to read"),
        "over": " ・ ".join(str(Bilingual.of(stage.data.get("name"))) for stage in rounds.values()),
        "lead": _("%(n)d entries, each with a score sheet at the end") % {"n": len(reads)},
        "facts": [[_("Until"), _stamp(stage.closes_at)] for stage in rounds.values() if stage.closes_at],
        "rubrics": [_rubric(Rubric.of(stage.rubric)) for stage in rounds.values()],
        "entries": list(map(_entry, reads)),
        "sheets": list(map(_sheet, reads)),
    }


def _stamp(at: Any) -> str:
    return str(moment_text(Moment.of(at, ends_day=True)))


def _rubric(rubric: Rubric) -> list[dict[str, Any]]:
    return [_criterion(one) for one in rubric.criteria]


def _criterion(one: Criterion) -> dict[str, Any]:
    ends = " – ".join(str(end) for end in (one.low, one.high) if end)
    anchors = [[plain(score), str(text)] for score, text in one.anchors]
    return {"name": f"{one.name} ({one.share:.0%})", "question": str(one.question), "ends": ends, "anchors": anchors}


def _entry(read: Assignment) -> dict[str, Any]:
    text = text_of(read.entry, blind=bool(read.round.data.get("blind", True)))
    drawn = {one.public_id: one.file.preview for one in files_handed_in(read.entry) if hasattr(one.file, "preview")}
    return {
        "code": code_of(read.entry.public_id),
        "title": text.title or code_of(read.entry.public_id),
        "track": str(read.entry.track.name),
        "parts": [
            {"heading": name, "blocks": [_block(block, drawn) for block in blocks]} for name, blocks in text.parts
        ],
    }


def _block(block: Block, drawn: Mapping[str, StoredFile]) -> dict[str, Any]:
    """Pictures are printed small; other files are named, for they are on the desk."""
    printed = [one for one in block.figures if one.is_picture and one.evidence in drawn]
    files = [_name(one) for one in block.figures if one not in printed]
    return {
        "label": block.label, "text": block.text, "head": block.head, "rows": block.rows, "items": block.items + files,
        "pictures": [[_name(one), _picture(drawn[one.evidence])] for one in printed],
    }  # fmt: skip


def _name(figure: Figure) -> str:
    return f"{figure.name} {figure.caption}".strip()


def _picture(preview: StoredFile) -> str:
    """The small picture as a drawing, for documents are made from words alone."""
    with preview.open() as file:
        inside = b64encode(file.read()).decode()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">'
        f'<image width="400" height="300" href="data:{preview.media_type};base64,{inside}"/></svg>'
    )


def _sheet(read: Assignment) -> dict[str, Any]:
    """The code leads to the office's typing page; it says nothing about entry or judge."""
    rubric = Rubric.of(read.round.rubric)
    address = settings.SITE_URL + reverse("office:paper", args=[slip_of(read.public_id)])
    return {
        "slip": slip_of(read.public_id),
        "code": code_of(read.entry.public_id),
        "qr": qr_svg(address),
        "scale": list(map(plain, rubric.scale)),
        "criteria": [str(one.name) for one in rubric.criteria],
    }
