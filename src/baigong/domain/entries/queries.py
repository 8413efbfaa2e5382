"""What an entry holds now and what still keeps it from being submitted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.editions.document.sheets import FILE_KINDS, Question
from baigong.domain.editions.document.sheets import Sheet as Questions
from baigong.domain.editions.queries import document_of, is_open, milestone_at
from baigong.domain.entries.models import Correction, Entry, EntryUnit, EntryVersion, Evidence, Member, TrackMove
from baigong.domain.entries.states import EntryState, MemberState, TrackMoveState
from baigong.domain.sheets.progress import Progress, progress
from baigong.domain.sheets.queries import questions_of
from baigong.kit import time
from baigong.kit.files.kinds import KINDS
from baigong.kit.prepared import Prepared
from baigong.kit.text import clean_line

UNDO_FOR = timedelta(hours=72)
Answers = dict[str, Any]
LONGEST_TITLE = 300
FAMILIES = {"picture": "picture", "video": "media"}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that keeps an entry from being submitted: where it is mended, and a sentence."""

    place: str
    name: str
    sentence: str


_versions = Prepared(
    lambda entry, number: EntryVersion.objects.filter(entry=entry, number=number).only("answers").order_by()
)


_parts: dict[str, Prepared[Any]] = {
    "members": Prepared(lambda entry: Member.objects.filter(entry=entry).select_related("person")),
    "entry_units": Prepared(lambda entry: EntryUnit.objects.filter(entry=entry).select_related("unit")),
    "corrections": Prepared(lambda entry: Correction.objects.filter(entry=entry)),
}


def with_parts(entry: Entry) -> Entry:
    """As if its members, units and corrections had been prefetched."""
    known: dict[str, Any] = entry.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, ask in _parts.items():
        rows: Any = getattr(entry, name).all()
        rows._result_cache, rows._prefetch_done = ask(entry.pk), True  # noqa: SLF001 - as Django's prefetch does
        for row in rows:
            row.entry = entry
        known[name] = rows
    return entry


def units_of(entry: Entry) -> list[EntryUnit]:
    """The units that stand on it now, in their order."""
    rows: list[EntryUnit] = _parts["entry_units"](entry.pk)
    return rows


def answers_of(entry: Entry, *, version: int | None = None) -> Answers:
    """The answers of one version, by default the latest; nothing before the first save. Asked once per loaded entry."""
    number = entry.version if version is None else version
    if not number:
        return {}
    known: dict[int, Answers] = entry.__dict__.setdefault("answers_read", {})
    if number not in known:
        found = _versions(entry.pk, number)
        if not found:
            return {}
        known[number] = found[0].answers
    return dict(known[number])


def submitted_answers(entry: Entry) -> Answers:
    """What was handed in: what office, judges and library read."""
    return answers_of(entry, version=entry.submitted_version or 0)


def shown_fields(answers: Mapping[str, Any]) -> dict[str, str]:
    """The answers that lists show, as columns of their own; of what was handed in, once something was."""
    return {"title": _line(answers, "title"), "title_en": _line(answers, "title_en"), "education": _first(answers)}


def _line(answers: Mapping[str, Any], key: str) -> str:
    value = answers.get(key)
    return clean_line(value)[:LONGEST_TITLE] if isinstance(value, str) else ""


def _first(answers: Mapping[str, Any]) -> str:
    picked = answers.get("education")
    return str(next(iter(picked), ""))[:40] if isinstance(picked, list) else ""


def questions(entry: Entry) -> Questions:
    """The sheet the entry is written on."""
    return questions_of(entry.sheet)


def progress_of(entry: Entry, answers: Answers) -> Progress:
    return progress(questions(entry), answers, track=entry.track.key)


def open_corrections(entry: Entry) -> list[Correction]:
    """What the office asked for and has not come back yet."""
    return [correction for correction in entry.corrections.all() if correction.answered_at is None]


def closes_at(entry: Entry) -> datetime | None:
    """Until when it may be handed in: the call's close, or the date of the correction."""
    if entry.state == EntryState.RETURNED:
        return max((correction.due_at for correction in open_corrections(entry)), default=None)
    return milestone_at(entry.edition, "call_closes", entry=entry.public_id)


def takes_submission(entry: Entry, *, at: datetime | None = None) -> bool:
    """Whether it may be handed in at an instant."""
    instant = at or time.now()
    if entry.state == EntryState.RETURNED:
        due = closes_at(entry)
        return due is None or instant <= due
    return is_open(entry.edition, entry=entry.public_id, at=instant)


def grace_of(entry: Entry) -> timedelta:
    """How long after the close an upload that was begun in time may still end."""
    return timedelta(minutes=limits_of(entry).grace_minutes)


def is_reading_over(entry: Entry) -> bool:
    """Whether the judges are done with the entries of its year."""
    return Entry.objects.filter(edition=entry.edition_id, state__in=(EntryState.JUDGED, EntryState.DECIDED)).exists()


def waiting_track_move(entry: Entry) -> TrackMove | None:
    """Another track that waits for the team's word."""
    return entry.track_moves.select_related("track", "before").filter(state=TrackMoveState.WAITING).first()


def takes_words(entry: Entry, *, at: datetime | None = None) -> bool:
    """Whether it may be written on: a draft always, so that no word is lost at the stroke of the deadline."""
    if entry.state in {EntryState.DRAFT, EntryState.RETURNED}:
        return True
    return entry.state == EntryState.SUBMITTED and takes_submission(entry, at=at)


def gaps(entry: Entry, answers: Answers | None = None) -> list[Gap]:
    """Everything that is still missing, in the order of the pages."""
    given = answers_of(entry) if answers is None else answers
    return [*_gaps_of_team(entry), *_gaps_of_sheet(entry, given)]


def _gaps_of_team(entry: Entry) -> list[Gap]:
    found = []
    if not entry.entry_units.all():
        found.append(Gap("units", _("Units"), _("Name at least one unit: your school, company or organisation.")))
    if any(not member.name for member in entry.members.all() if member.state == MemberState.ACCEPTED):
        found.append(Gap("members", _("Team"), _("A member has no name yet; it will stand on the certificate.")))
    return found


def _gaps_of_sheet(entry: Entry, answers: Answers) -> list[Gap]:
    return [Gap(gap.question.key, str(gap.question.text), gap.sentence) for gap in progress_of(entry, answers).missing]


def file_questions(entry: Entry) -> dict[str, Question]:
    return {question.key: question for question in questions(entry).questions() if question.kind in FILE_KINDS}


def kinds_for(entry: Entry, question: str) -> tuple[str, ...]:
    """The names of the kinds of file that a question takes."""
    allowed = tuple(name.upper() for name in limits_of(entry).file_types)
    family = FAMILIES.get(file_questions(entry)[question].kind)
    return tuple(kind.name for kind in KINDS if kind.name in allowed and family in (None, kind.family))


def files_of(entry: Entry, answers: Mapping[str, Any]) -> list[Evidence]:
    """The files that a version names, in the order of the answers."""
    named = [str(key) for question in file_questions(entry) for key in answers.get(question) or ()]
    if not named:
        return []
    with_files = entry.evidence.select_related("file__preview", "file__clean_copy")
    found = {file.public_id: file for file in with_files.filter(public_id__in=named)}
    return [found[key] for key in named if key in found]


def files_handed_in(entry: Entry) -> list[Evidence]:
    """The files that were handed in: all that anybody outside the team may fetch."""
    return files_of(entry, submitted_answers(entry))


def concern_about(evidence: Evidence) -> str:
    """What is still to be said about a picture or film before it may be shown to the public; "" for nothing."""
    if not evidence.file.media_type.startswith(("image/", "video/")):
        return ""
    told = evidence.people
    if not told.get("shown"):
        return _("Say who can be seen in it.")
    if told["shown"] == "some" and not told.get("agreed"):
        return _("Not everybody in it has agreed yet.")
    if told.get("minors") and not told.get("guardians"):
        return _("The consent of a guardian is missing.")
    return "" if told.get("licence") else _("Say under which licence it may be shown.")


def limits_of(entry: Entry) -> Any:
    return document_of(entry.edition).limits


def may_lead_again(member: Member) -> bool:
    """Handed the lead over less than three days ago and is still on the team."""
    return member.led_until is not None and time.now() < member.led_until + UNDO_FOR
