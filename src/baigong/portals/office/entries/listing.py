"""The list of entries: filtered, counted and fetched in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.models import Entry, EntryUnit, Member
from baigong.domain.entries.states import EntryState, MemberRole
from baigong.kit import time
from baigong.kit.ui import pieces

PER_PAGE = 50
CHUNK = 500
LOOKS = {
    EntryState.SUBMITTED: ("wait", ""),
    EntryState.RETURNED: ("bad", "quarter"),
    EntryState.INELIGIBLE: ("bad", ""),
    EntryState.WITHDRAWN: ("bad", ""),
}
COLUMNS = ("pk", "public_id", "title", "track_id", "state", "submitted_at")
LISTED = tuple(state for state in EntryState if state != EntryState.DRAFT)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the filters ask for."""

    state: str
    track: str
    text: str

    @classmethod
    def of(cls, data: QueryDict) -> Wanted:
        state = data.get("state", "")
        known = state if state in LISTED else ""
        return cls(known, data.get("track", ""), data.get("q", "").strip()[:100])

    @property
    def is_any(self) -> bool:
        return not (self.state or self.track or self.text)

    @property
    def query(self) -> str:
        """The same filters for the pager and the export."""
        data = QueryDict(mutable=True)
        data.update({key: value for key, value in self.as_data().items() if value})
        return data.urlencode()

    def as_data(self) -> dict[str, str]:
        return {"state": self.state, "track": self.track, "q": self.text}


def chosen(edition: Edition, person: Any, wanted: Wanted) -> QuerySet[Entry]:
    """The entries of the edition that the person may see and asked for; drafts are the team's own."""
    found: QuerySet[Entry] = Entry.objects.unbound_for(person).filter(edition=edition).exclude(state=EntryState.DRAFT)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.track:
        found = found.filter(track__key=wanted.track)
    if wanted.text:
        found = found.filter(_holds(wanted.text))
    return found.order_by("-submitted_at", "-pk")


def _holds(text: str) -> Q:
    named = Q()
    for spelling in {text, text.replace("台", "臺"), text.replace("臺", "台")}:
        named |= Q(title__icontains=spelling) | Q(team__icontains=spelling)
        named |= Q(pk__in=EntryUnit.objects.filter(unit__name__icontains=spelling).values("entry"))
        named |= Q(pk__in=Member.objects.filter(name__icontains=spelling).values("entry"))
    return named | Q(public_id__startswith=text.lower())


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the list, ready to print."""

    href: str
    title: str
    sign: str
    units: str
    state: str
    received: str


def page_of(found: QuerySet[Entry], number: str | None) -> Page[Any]:
    """Fifty rows of columns, for `lines`."""
    return Paginator(found.values_list(*COLUMNS), PER_PAGE).get_page(number)


def lines(rows: Iterable[tuple[Any, ...]], tracks: list[Track]) -> list[Line]:
    """The lines of a page: units are asked for once, every sign and state is drawn once."""
    found = list(rows)
    units, home = _units_of([row[0] for row in found]), reverse("office:entry", args=("-",))
    signs = {track.pk: pieces.sign(track.sign, label=str(track)) for track in tracks}
    states = {state.value: _state(state) for state in LISTED}
    return [
        Line(
            href=home.replace("-", public_id),
            title=title or public_id,
            sign=signs[track],
            units="、".join(units.get(pk, ())),
            state=states[state],
            received=pieces.day(submitted_at),
        )
        for pk, public_id, title, track, state, submitted_at in found
    ]


def _state(state: EntryState) -> str:
    kind, shape = LOOKS.get(state, ("ok", ""))
    return pieces.status(kind, state.label, shape=shape)


def _units_of(entries: list[int]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    rows = EntryUnit.objects.filter(entry__in=entries).order_by("entry", "order")
    for entry, name in rows.values_list("entry_id", "unit__name"):
        names.setdefault(entry, []).append(name)
    return names


@dataclass(frozen=True, slots=True)
class Filling:
    """How the call fills up: how many entries stand where, and how many each track has."""

    states: dict[str, int]
    tracks: dict[int, int]

    @property
    def drafts(self) -> int:
        return self.states.get(EntryState.DRAFT, 0)

    @property
    def received(self) -> int:
        return sum(self.states.get(state, 0) for state in LISTED if state != EntryState.WITHDRAWN)

    @property
    def waiting(self) -> int:
        return self.states.get(EntryState.SUBMITTED, 0)

    @property
    def returned(self) -> int:
        return self.states.get(EntryState.RETURNED, 0)


def filling_of(edition: Edition) -> Filling:
    rows = edition.entries.values_list("state", "track").annotate(n=Count("pk")).order_by()
    states: dict[str, int] = {}
    tracks: dict[int, int] = {}
    for state, track, count in rows:
        states[state] = states.get(state, 0) + count
        if state in LISTED:
            tracks[track] = tracks.get(track, 0) + count
    return Filling(states, tracks)


def options(tracks: list[Track]) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer."""
    everything = ("", _("All"))
    return {
        "states": [everything, *((state.value, str(state.label)) for state in LISTED)],
        "tracks": [everything, *((track.key, str(track)) for track in tracks)],
    }


def head() -> list[str]:
    return [
        _("Number"),
        _("Title"),
        _("Title in English"),
        _("Track"),
        _("State"),
        _("Team name"),
        _("Units"),
        _("County"),
        _("Lead"),
        _("E-mail"),
        _("Members"),
        _("Received"),
        _("Version"),
    ]


def rows(found: QuerySet[Entry]) -> Iterator[list[object]]:
    """One line an entry, fetched in chunks."""
    units = Prefetch("entry_units", EntryUnit.objects.select_related("unit"))
    for entry in found.select_related("track").prefetch_related(units, "members").iterator(chunk_size=CHUNK):
        yield _row(entry)


def _row(entry: Entry) -> list[object]:
    homes = [row.unit for row in entry.entry_units.all()]
    return [
        entry.public_id,
        entry.title,
        entry.title_en,
        entry.track,
        entry.get_state_display(),
        entry.team,
        "、".join(unit.name for unit in homes),
        "、".join(dict.fromkeys(unit.county for unit in homes if unit.county)),
        *_people(entry),
        f"{entry.submitted_at.astimezone(time.TAIPEI):%Y-%m-%d %H:%M:%S}" if entry.submitted_at else "",
        entry.submitted_version,
    ]


def _people(entry: Entry) -> tuple[str, str, int]:
    """The lead's name and address, and how many are in the team."""
    members = entry.members.all()
    lead = next((member for member in members if member.role == MemberRole.LEAD), None)
    return (lead.name, lead.email, _present(members)) if lead else ("", "", _present(members))


def _present(members: Iterable[Member]) -> int:
    return sum(member.state != "left" for member in members)
