"""What the engine is given to choose by: the prizes with who may win them, quotas, teams, the committed seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.crypto import salted_hmac

from baigong.domain.editions.models import EditionVersion, Prize, Track
from baigong.domain.entries.models import Entry, EntryUnit, EntryVersion
from baigong.domain.judging.models import Candidate
from baigong.domain.judging.queries.comparing import answers_of
from baigong.domain.judging.queries.engine import READABLE, Tally, tally
from baigong.domain.selection.models import Selection


@dataclass(frozen=True, slots=True)
class PrizeRule:
    """One prize as the engine counts it: `name` is the prize's key, with the track where every track has its own."""

    name: str
    prize: str
    count: int
    within: str
    among: frozenset[str] | None  # entry keys; None: everybody


@dataclass(frozen=True, slots=True)
class Quota:
    """At least or at most so many of a kind among one prize's winners; `labels` by entry key."""

    prize: str
    name: str
    labels: Mapping[str, str]
    least: Mapping[object, int]
    most: Mapping[object, int]


@dataclass(frozen=True, slots=True)
class Question:
    """Everything a selection depends on."""

    count: Tally
    prizes: list[PrizeRule]
    quotas: list[Quota]
    teams: Mapping[str, str] | None
    may_be_vacant: bool
    floor_score: float | None
    signed: str
    seed: str
    salt: str
    comparisons: list[list[Any]]


def question(selection: Selection) -> Question:
    """What is asked of the engine for this selection."""
    version = EditionVersion.objects.filter(edition=selection.edition_id).first()
    rules = (version.document if version else {}).get("award_rules", {})
    count = tally(selection.round)
    keys = {key for key, _track in count.entries}
    prizes = [_limited(rule, _invited(selection)) for rule in _prizes(selection, dict(count.entries))]
    return Question(
        count=count,
        prizes=prizes,
        quotas=[quota for share in rules.get("shares", ()) for quota in [_quota(selection, share)]],
        teams=_teams(selection) if rules.get("one_per_team", True) else None,
        may_be_vacant=bool(rules.get("vacancy", True)),
        floor_score=rules.get("floor_score"),
        signed=selection.signed,
        seed=selection.seed,
        salt=salted_hmac("baigong.selection.record", selection.seed, algorithm="sha256").hexdigest(),
        comparisons=[row for row in answers_of(selection.edition_id) if {row[0], row[1]} <= keys],
    )


def _invited(selection: Selection) -> frozenset[str] | None:
    """Who may win: what passed on into the meeting, where something did."""
    later = Candidate.objects.filter(
        round__edition=selection.edition_id, round__order__gt=selection.round.order, round__pairs=0
    )
    return frozenset(later.values_list("entry__public_id", flat=True)) or None


def _limited(rule: PrizeRule, invited: frozenset[str] | None) -> PrizeRule:
    return replace(rule, among=_both(rule.among, invited))


def _prizes(selection: Selection, track_of: Mapping[str, str]) -> list[PrizeRule]:
    """Prizes of the edition, those within others after them; prizes that the meeting gives are not computed."""
    rows = [
        prize
        for prize in Prize.objects.filter(edition=selection.edition_id, is_retired=False)
        if not _by_meeting(prize)
    ]
    tracks = list(Track.objects.filter(edition=selection.edition_id, is_retired=False).values_list("key", flat=True))
    willing = {prize.key: _willing(selection, prize) for prize in rows}
    known = {prize.key for prize in rows}
    ordered = sorted(rows, key=lambda prize: _depth(prize, {row.key: row for row in rows}))
    return [rule for prize in ordered for rule in _rules(prize, tracks, track_of, willing[prize.key], known)]


def _by_meeting(prize: Prize) -> bool:
    return str(prize.data.get("chosen")) == "meeting"


def _depth(prize: Prize, by_key: Mapping[str, Prize]) -> int:
    depth = 0
    while prize.within in by_key and depth < len(by_key):
        prize, depth = by_key[prize.within], depth + 1
    return depth


def _rules(
    prize: Prize, tracks: list[str], track_of: Mapping[str, str], willing: frozenset[str] | None, known: set[str]
) -> list[PrizeRule]:
    within = prize.within if prize.within in known else ""
    wanted = prize.data.get("tracks") or tracks
    if not prize.per_track:
        limited = frozenset(e for e, t in track_of.items() if t in wanted) if prize.data.get("tracks") else None
        return [PrizeRule(prize.key, prize.key, prize.count, within, _both(limited, willing))]
    return [
        PrizeRule(
            f"{prize.key}/{track}",
            prize.key,
            prize.count,
            within,
            _both(frozenset(e for e, t in track_of.items() if t == track), willing),
        )
        for track in tracks
        if track in wanted
    ]


def _both(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _willing(selection: Selection, prize: Prize) -> frozenset[str] | None:
    """The entries that asked to be considered, where the prize asks for that."""
    question_key = prize.data.get("opt_in")
    if not question_key:
        return None
    entries = Entry.objects.filter(edition=selection.edition_id, state__in=READABLE)
    numbers = dict(entries.values_list("pk", "submitted_version"))
    names = dict(entries.values_list("pk", "public_id"))
    versions = EntryVersion.objects.filter(entry__in=entries).values_list("entry", "number", "answers")
    return frozenset(
        names[entry]
        for entry, number, answers in versions.iterator(500)
        if number == numbers[entry] and _says_yes(answers.get(question_key))
    )


def _says_yes(answer: Any) -> bool:
    return answer is True or (isinstance(answer, str) and answer.strip().lower() in {"yes", "true", "1", "on"})


def _teams(selection: Selection) -> dict[str, str]:
    """A label per team; an entry without a team name is a team of its own."""
    rows = Entry.objects.filter(edition=selection.edition_id, state__in=READABLE).values_list("public_id", "team")
    return {entry: team.strip() or entry for entry, team in rows}


def _quota(selection: Selection, share: Mapping[str, Any]) -> Quota:
    labels = _labels(selection, str(share["by"]))
    groups = [share["of"]] if share.get("of") else sorted(set(labels.values()) - {""})
    least, most = int(share.get("least") or 0), share.get("most")
    return Quota(
        prize=share["prize"],
        name=str(share["by"]),
        labels=labels,
        least={group: least for group in groups if least},
        most={group: int(most) for group in groups if most is not None},
    )


LABELS = {"unit": "unit__public_id", "county": "unit__county", "unit_group": "unit__kind"}


def _labels(selection: Selection, by: str) -> dict[str, str]:
    entries = Entry.objects.filter(edition=selection.edition_id, state__in=READABLE)
    if by == "track":
        return dict(entries.values_list("public_id", "track__key"))
    first = EntryUnit.objects.filter(entry__in=entries).order_by("-order").values_list("entry__public_id", LABELS[by])
    return dict.fromkeys(entries.values_list("public_id", flat=True), "") | dict(first)
