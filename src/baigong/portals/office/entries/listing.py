"""The list of entries: filtered, counted and fetched in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.models import Entry, EntryUnit, Member
from baigong.domain.entries.states import EntryState, MemberRole
from baigong.domain.people.models import Person
from baigong.domain.units.models import Unit
from baigong.kit import time
from baigong.kit.prepared import Prepared
from baigong.kit.ui import pieces

PER_PAGE = 50
CHUNK = 500
LOOKS = {
    EntryState.SUBMITTED: ("wait", ""),
    EntryState.RETURNED: ("bad", "quarter"),
    EntryState.INELIGIBLE: ("bad", ""),
    EntryState.WITHDRAWN: ("bad", ""),
}
Counts = list[tuple[str, int, int]]
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
        state, track, text = (data.get(name, "").replace("\0", "") for name in ("state", "track", "q"))
        return cls(state if state in LISTED else "", track, text.strip()[:100])

    @property
    def is_any(self) -> bool:
        return not (self.state or self.track or self.text)

    @property
    def query(self) -> str:
        """The same filters for the pager and the export."""
        data = QueryDict(mutable=True)
        data.update({key: value for key, value in self.as_data().items() if value})
        return data.urlencode()

    @property
    def spellings(self) -> list[str]:
        """The text with 臺 and with 台."""
        return sorted({self.text, self.text.replace("台", "臺"), self.text.replace("臺", "台")})

    @property
    def filters(self) -> dict[str, str]:
        """What belongs to the shape of the question."""
        return {"state": self.state, "track": self.track}

    def as_data(self) -> dict[str, str]:
        return {"state": self.state, "track": self.track, "q": self.text}


def chosen(edition: Edition, person: Any, wanted: Wanted) -> QuerySet[Entry]:
    """The entries of the edition that the person may see and asked for; drafts are the team's own."""
    words = wanted.spellings if wanted.text else ()
    return _chosen(person.pk, edition.pk, *words, **wanted.filters)


def _chosen(person: int, edition: int, *spellings: str, state: str, track: str) -> QuerySet[Entry]:
    """Words stand first: what does not hold them is not asked whose it is, which costs more."""
    held = Entry.objects.filter(_holds(*spellings))
    found: QuerySet[Entry] = held.unbound_for(Person(pk=person)).filter(edition=edition)
    exact = {"state": state, "track__key": track}
    found = found.exclude(state=EntryState.DRAFT).filter(**{key: value for key, value in exact.items() if value})
    return found.order_by("-submitted_at", "-pk")


_kept_back = Prepared(
    lambda person, edition: (
        Entry.objects.filter(
            Q(pk__in=Entry.objects.bound_to(Person(pk=person)).values("pk"), edition=edition)
            | Q(edition=edition, state=EntryState.WITHDRAWN, submitted_version=None)
        )
        .order_by()
        .values_list("state", "track")
        .annotate(n=Count("pk"))
    )
)
_rows = Prepared(
    lambda person, edition, *, start, stop, **filters: _chosen(person, edition, **filters).values_list(*COLUMNS)[
        start:stop
    ]
)
_found = Prepared(
    lambda person, edition, *words, **filters: _chosen(person, edition, *words, **filters).values_list("pk", flat=True)
)
_by_key = Prepared(lambda *pks: Entry.objects.filter(pk__in=pks).order_by("-submitted_at", "-pk").values_list(*COLUMNS))
_units = Prepared(
    lambda *entries: (
        EntryUnit.objects.filter(entry__in=entries).order_by("entry", "order").values_list("entry_id", "unit__name")
    )
)
counts_of = Prepared(
    lambda edition: (
        Entry.objects.filter(edition=edition).values_list("state", "track").annotate(n=Count("pk")).order_by()
    )
)


@dataclass(frozen=True, slots=True)
class Filtered:
    """What is chosen without a word to look for, as a paginator wants it: counted, and cut into pages."""

    person: int
    edition: int
    filters: dict[str, str]
    counts: Counts
    tracks: list[Track]
    ordered = True

    def count(self) -> int:
        """All that the index counts without what the person may not see: five thousand need not be looked at."""
        return self._sum(self.counts) - self._sum(_kept_back(self.person, self.edition))

    def _sum(self, counts: Counts) -> int:
        states = {self.filters["state"]} if self.filters["state"] else set(LISTED)
        tracks = {track.pk for track in self.tracks if self.filters["track"] in {"", track.key}}
        return sum(number for state, track, number in counts if state in states and track in tracks)

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[tuple[Any, ...]]:
        if part.start >= part.stop:
            return []
        return _rows(self.person, self.edition, start=part.start, stop=part.stop, **self.filters)


def _holds(*spellings: str) -> Q:
    named = Q()
    for spelling in spellings:
        named |= Q(title__icontains=spelling) | Q(team__icontains=spelling)
        named |= Q(public_id__istartswith=spelling) if spelling.isascii() else Q()
        units = Unit.objects.filter(name__icontains=spelling)
        named |= Q(pk__in=EntryUnit.objects.filter(unit__in=units).values("entry"))
        named |= Q(pk__in=Member.objects.filter(name__icontains=spelling).values("entry"))
    return named


def page_of(
    edition: Edition, person: Any, wanted: Wanted, number: str | None, *, counts: Counts, tracks: list[Track]
) -> Page[Any]:
    """Fifty rows of columns, for `lines`."""
    if not wanted.text:
        everything: Any = Filtered(person.pk, edition.pk, wanted.filters, counts, tracks)
        return Paginator(everything, PER_PAGE).get_page(number)
    page = Paginator(_found(person.pk, edition.pk, *wanted.spellings, **wanted.filters), PER_PAGE).get_page(number)
    page.object_list = _by_key(*page.object_list) if page.object_list else []
    return page


def lines(rows: Iterable[tuple[Any, ...]], tracks: list[Track]) -> SafeString:
    """The lines of a page: units are asked for once, every sign and state is drawn once."""
    found = list(rows)
    units, home = _units_of([row[0] for row in found]), reverse("office:entry", args=("-",))
    signs = {track.pk: pieces.sign(track.sign, label=str(track)) for track in tracks}
    states = {state.value: _state(state) for state in LISTED}
    columns = [("", ""), (_("Track"), "nw"), (_("Units"), ""), (_("State"), ""), (_("Received"), "nw")]
    drawn = (
        (
            pieces.link(home.replace("-", public_id), title or public_id),
            signs[track],
            "、".join(units.get(pk, ())),
            states[state],
            pieces.day(submitted_at),
        )
        for pk, public_id, title, track, state, submitted_at in found
    )
    return pieces.rows(columns, drawn)


def _state(state: EntryState) -> str:
    kind, shape = LOOKS.get(state, ("ok", ""))
    return pieces.status(kind, state.label, shape=shape)


def _units_of(entries: list[int]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = {}
    for entry, name in _units(*entries) if entries else ():
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


def filling_of(counts: Counts) -> Filling:
    states: dict[str, int] = {}
    tracks: dict[int, int] = {}
    for state, track, count in counts:
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
