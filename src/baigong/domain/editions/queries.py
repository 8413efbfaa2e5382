"""What an edition says now: its document, its dates with their extensions, whether its call is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal

from django.db.models import Case, OuterRef, QuerySet, Subquery, When

from baigong.domain.editions.document import Document, Faults, build
from baigong.domain.editions.models import (
    Edition,
    EditionDraft,
    EditionVersion,
    Extension,
    Redress,
    Track,
    UnitKind,
)
from baigong.domain.editions.states import EditionState
from baigong.kit import time
from baigong.kit.prepared import Prepared
from baigong.kit.service.queries import Trouble, minutes_of, troubles
from baigong.kit.taiwan.dates import Moment
from baigong.kit.text import Bilingual

KEPT_DOCUMENTS = 32
LAST_DAY = timedelta(days=1)  # trouble longer before the close leaves enough time to everybody
STILL_ASKED = timedelta(days=3)  # after the close; later the office has other means

_latest = Prepared(
    lambda edition: EditionVersion.objects.filter(edition=edition).only("number", "digest").order_by("-number")[:1]
)


def latest_version(edition: Edition) -> tuple[int, str]:
    """Number and digest of the version that counts; (0, "") before the first save."""
    return next(((version.number, version.digest) for version in _latest(edition.pk)), (0, ""))


def _in_view() -> QuerySet[Edition]:
    """The newest live edition, else the newest closed one, with number and digest of its latest version."""
    latest = EditionVersion.objects.filter(edition=OuterRef("pk")).order_by("-number")
    rank = Case(When(state=EditionState.LIVE, then=0), default=1)
    seen = {"seen_number": Subquery(latest.values("number")[:1]), "seen_digest": Subquery(latest.values("digest")[:1])}
    return Edition.objects.published().annotate(**seen).order_by(rank, "-year", "-ordinal")[:1]


_find_in_view = Prepared(_in_view)
_extensions = Prepared(lambda edition: Extension.objects.filter(edition=edition))
_tracks = Prepared(lambda edition: Track.objects.filter(edition=edition))
_unit_kinds = Prepared(lambda edition: UnitKind.objects.filter(edition=edition))


def tracks_of(edition: Edition) -> list[Track]:
    """All its tracks in order, those that are retired too."""
    return _tracks(edition.pk)


def unit_kinds_of(edition: Edition) -> list[UnitKind]:
    """All its kinds of unit in order, those that are retired too."""
    return _unit_kinds(edition.pk)


def edition_in_view() -> Edition | None:
    """What `Edition.objects.current()` finds, with what `document_of` needs to know, in one statement."""
    return next(iter(_find_in_view()), None)


def seen_version(edition: Edition) -> tuple[int, str]:
    """The version that stood when the edition was loaded, where it came with it."""
    known = edition.__dict__
    return (known["seen_number"], known["seen_digest"]) if known.get("seen_digest") else latest_version(edition)


def document_of(edition: Edition) -> Document:
    """The document that counts; asked once per loaded edition, read once per process and version."""
    if "document_read" not in edition.__dict__:
        edition.__dict__["document_read"] = _document(edition.pk, *seen_version(edition))
    document: Document = edition.__dict__["document_read"]
    return document


def document_at(edition_id: int, number: int) -> Document:
    """The document of one saved version."""
    digest = EditionVersion.objects.values_list("digest", flat=True).get(edition=edition_id, number=number)
    return _document(edition_id, number, digest)


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _document(edition_id: int, number: int, _digest: str) -> Document:
    """Kept by digest too, so that no two databases of one process (tests, rehearsals) share a document by chance."""
    stored = EditionVersion.objects.values_list("document", flat=True).get(edition=edition_id, number=number)
    return _readable(build(stored), what=f"version {number} of edition {edition_id}")


def drafted(draft: EditionDraft) -> Document:
    """The document of a draft; drafts are kept only when they can be read."""
    return _readable(build(draft.document), what=f"the draft of edition {draft.edition_id}")


def in_work(edition: Edition) -> tuple[Document, EditionDraft | None]:
    """What the office is working on: its draft, else what stands."""
    draft = EditionDraft.objects.filter(edition=edition).select_related("changed_by").first()
    return (drafted(draft) if draft else document_of(edition)), draft


def _readable(found: Document | Faults, *, what: str) -> Document:
    if isinstance(found, Faults):
        message = f"{what} cannot be read: {found.faults[0]}"
        raise TypeError(message)
    return found


@dataclass(frozen=True, slots=True)
class Calendar:
    """The dates of one edition and what was granted on top."""

    milestones: dict[str, datetime]
    extensions: tuple[Extension, ...]

    def at(self, key: str, *, entry: str = "") -> datetime | None:
        """The instant that counts, for all or for one entry; None where the edition has no such date."""
        granted = [e.until for e in self.extensions if e.milestone == key and e.entry in {"", entry}]
        planned = self.milestones.get(key)
        return max([planned, *granted]) if planned is not None else None


def calendar_of(edition: Edition) -> Calendar:
    """Asked once per loaded edition."""
    if "calendar_read" not in edition.__dict__:
        dates = {milestone.key: milestone.at.instant.astimezone(UTC) for milestone in document_of(edition).milestones}
        edition.__dict__["calendar_read"] = Calendar(dates, tuple(_extensions(edition.pk)))
    calendar: Calendar = edition.__dict__["calendar_read"]
    return calendar


def forget(edition: Edition) -> None:
    """Ask again next time; called after a change."""
    for name in ("document_read", "calendar_read", "seen_number", "seen_digest"):
        edition.__dict__.pop(name, None)


def milestone_at(edition: Edition, key: str, *, entry: str = "") -> datetime | None:
    """When something is, extensions included; `entry` is a public id."""
    return calendar_of(edition).at(key, entry=entry)


def is_open(edition: Edition, *, entry: str = "", at: datetime | None = None) -> bool:
    """Whether the call takes entries (or this one entry) at an instant; the instant of closing is too late."""
    opens, closes = milestone_at(edition, "call_opens"), milestone_at(edition, "call_closes", entry=entry)
    return opens is not None and closes is not None and opens <= (at or time.now()) < closes


@dataclass(frozen=True, slots=True)
class Stage:
    """One date of the year as a page shows it."""

    key: str
    name: Bilingual
    text: Bilingual | None
    at: datetime
    moment: Moment
    shown: str
    state: Literal["done", "now", "next"]


def timeline(edition: Edition, *, at: datetime | None = None) -> tuple[Stage, ...]:
    """The public dates in order, extensions included; `now` is the next one to come."""
    present, calendar = at or time.now(), calendar_of(edition)
    stages, found = [], False
    for milestone in sorted(document_of(edition).milestones, key=lambda milestone: milestone.at):
        instant = calendar.at(milestone.key) or milestone.at.instant
        state: Literal["done", "now", "next"] = "done" if instant <= present else "next" if found else "now"
        found = found or state == "now"
        if milestone.public:
            moment = Moment.of(instant, ends_day=milestone.at.ends_day)
            stages.append(Stage(milestone.key, milestone.name, milestone.text, instant, moment, milestone.shown, state))
    return tuple(stages)


@dataclass(frozen=True, slots=True)
class Proposal:
    """As much more time as trouble on our side took from those who write, with the evidence."""

    spans: tuple[Trouble, ...]
    minutes: int
    until: datetime

    @property
    def seen(self) -> datetime:
        """The end of the trouble that the proposal counts."""
        return self.spans[-1].until


def redress_due(edition: Edition, *, seen: datetime | None = None) -> Proposal | None:
    """What the office has not ruled on yet; with `seen` only what it was shown then."""
    closes, now = milestone_at(edition, "call_closes"), time.now()
    if closes is None or not closes - LAST_DAY <= now <= closes + STILL_ASKED:
        return None
    ruled = Redress.objects.filter(edition=edition).values_list("until", flat=True).first()
    spans = tuple(troubles(since=max(closes - LAST_DAY, ruled or closes - LAST_DAY), until=min(closes, seen or now)))
    minutes = minutes_of(spans)
    return Proposal(spans, minutes, max(closes, now) + timedelta(minutes=minutes)) if minutes else None
