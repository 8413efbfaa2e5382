"""The sheet as an entrant of a track will see it, before it is saved as a version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.document import Document
from baigong.domain.editions.document.sheets import FILE_KINDS, NUMBER_KINDS, Question
from baigong.kit.http.doors import door
from baigong.portals.office.edition.loading import Work
from baigong.portals.office.edition.views import page, work_at

CONTROLS = {"short": "text", "long": "textarea", "date": "date", "choice": "radio", "consent": "checkbox"}
ROWS = {"table", "record", "person"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One question as it will stand on the page."""

    question: Question
    when: str

    @property
    def control(self) -> str:
        """Which control answers it; "" where rows, files or several lines do."""
        return CONTROLS.get(self.question.kind, "text" if self.question.kind in NUMBER_KINDS else "")

    @property
    def limit(self) -> int:
        return self.question.limit or 0

    @property
    def form(self) -> str:
        if self.question.kind in FILE_KINDS:
            return "files"
        return "rows" if self.question.kind in ROWS else "choices" if self.question.kind == "choices" else "lines"

    @property
    def options(self) -> list[tuple[str, str]]:
        return [(choice.key, str(choice.text)) for choice in self.question.choices]

    @property
    def columns(self) -> list[str]:
        return [str(column.name) for column in self.question.columns]


@door(Can.VIEW_OFFICE, of=work_at)
def preview(request: HttpRequest, work: Work) -> HttpResponse:
    """Of one track, the first by default."""
    tracks = {track.key: str(track.name) for track in work.document.tracks}
    chosen = request.GET.get("track", "")
    track = chosen if chosen in tracks else next(iter(tracks), "")
    words: dict[str, Any] = {
        "tracks": list(tracks.items()),
        "track": track,
        "parts": sections_of(work.document, track),
    }
    return page(request, "preview", work, **words)


def sections_of(document: Document, track: str) -> list[tuple[Any, list[Shown]]]:
    """Sections that ask this track anything, with every question, asked at once or only after an answer."""
    sheet = document.entry_sheet()
    texts = {question.key: question for question in sheet.questions()}
    parts = []
    for section in sheet.sections:
        put = [q for q in section.questions if not q.tracks or track in q.tracks]
        if put:
            parts.append((section, [Shown(question, _condition(question, texts)) for question in put]))
    return parts


def _condition(question: Question, texts: dict[str, Question]) -> str:
    """After which answer it is asked."""
    if question.when is None:
        return ""
    asked = texts[question.when.question]
    names = {choice.key: str(choice.text) for choice in asked.choices}
    wanted = "、".join(names.get(key, key) for key in question.when.has)
    return _("Asked only where “{question}” is answered with {wanted}.").format(question=asked.text, wanted=wanted)
