"""From which counties the entries of a round come, and from which their readers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any

from baigong.domain.entries.models import EntryUnit
from baigong.domain.judging.queries.rounds import entries_of
from baigong.kit.taiwan.counties import county_order, find_county

if TYPE_CHECKING:
    from baigong.domain.judging.models import Round
    from baigong.domain.judging.queries.engine import Pair, ReadingProblem


def region_figures(stage: Round, problem: ReadingProblem, fresh: Iterable[Pair]) -> dict[str, Any]:
    """How the reads of a plan are spread over the counties; the county of an entry is that of its first unit.

    `counties` rows of county, entries, reads and reads by a judge from there, in the official order; `spread` how many
    entries have readers of 0, 1, 2 … counties; `unsaid` judges whose county nobody has noted.
    """
    entries = [entry for entry, _track in problem.entries]
    homes, judges = _homes(stage), {reader.key: reader.region for reader in problem.judges}
    readers: dict[str, list[str]] = defaultdict(list)
    for entry, judge in {*problem.held, *fresh}:
        readers[entry].append(judges.get(judge, ""))
    return {
        "counties": _counties(homes, readers),
        "spread": _spread([readers[entry] for entry in entries]),
        "unsaid": list(judges.values()).count(""),
    }


def _spread(readers: Iterable[list[str]]) -> list[int]:
    known = Counter(len({*regions} - {""}) for regions in readers)
    return [known[count] for count in range(max(known, default=0) + 1)]


def _counties(homes: dict[str, str], readers: dict[str, list[str]]) -> list[tuple[str, int, int, int]]:
    found: dict[str, list[list[str]]] = defaultdict(list)
    for entry, county in homes.items():
        found[county].append(readers[entry])
    return [_row(county, found[county]) for county in sorted(found, key=_place)]


def _place(county: str) -> int:
    known = find_county(county)
    return county_order(known.code if known else "")


def _row(county: str, entries: list[list[str]]) -> tuple[str, int, int, int]:
    regions = list(chain.from_iterable(entries))
    return county, len(entries), len(regions), regions.count(county)


def _homes(stage: Round) -> dict[str, str]:
    """The county of every entry that has one."""
    rows = EntryUnit.objects.filter(entry__in=entries_of(stage))
    places = rows.exclude(unit__county="").order_by("-order").values_list("entry__public_id", "unit__county")
    return dict(places)
