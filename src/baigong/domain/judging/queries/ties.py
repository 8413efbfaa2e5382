"""Which bonds between people and entries can be seen in what is known: unit, team, mail domain, named by the team."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from baigong.domain.editions.models import Edition, Role
from baigong.domain.entries.models import Avoidance, EntryUnit, Member, Tie
from baigong.domain.entries.querysets import HANDED_IN
from baigong.domain.entries.states import MemberState
from baigong.domain.judging.models import Judge

#: Mail domains that say nothing about where somebody works.
EVERYBODYS = frozenset(
    "gmail.com googlemail.com yahoo.com yahoo.com.tw hotmail.com hotmail.com.tw outlook.com outlook.com.tw live.com"
    " msn.com icloud.com me.com pchome.com.tw hinet.net msa.hinet.net seed.net.tw proton.me protonmail.com".split()
)
#: A domain that more entries than this share is a provider's, not a workplace's.
FEW, SHARE = 10, 0.1


@dataclass(frozen=True, slots=True)
class Bond:
    """A person and an entry that should be kept apart until somebody has looked."""

    entry: int
    person: int
    kind: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Looker:
    """Somebody who could see entries."""

    person: int
    email: str
    unit: str
    name: str


def found_bonds(edition: Edition) -> list[Bond]:
    """Bonds that no tie tells of yet, each once."""
    known = set(Tie.objects.filter(entry__edition=edition).values_list("entry", "person", "kind"))
    found = {(bond.entry, bond.person, bond.kind): bond for bond in _bonds(edition)}
    return [bond for key, bond in sorted(found.items()) if key not in known]


def _bonds(edition: Edition) -> Iterator[Bond]:
    lookers = _lookers(edition)
    by_person = {looker.person: looker for looker in lookers}
    by_email = {looker.email: looker for looker in lookers}
    team = list(_members(edition))
    common = _common(team)
    by_domain = _grouped(
        [looker for looker in lookers if _domain(looker.email) not in common], key=lambda looker: _domain(looker.email)
    )
    by_unit = _grouped(lookers, key=lambda looker: _plain(looker.unit))
    for entry, person, email in team:
        near = {by_person.get(person or 0), by_email.get(email.lower())} - {None}
        yield from _all(entry, near, kind="member")
        yield from _all(entry, by_domain.get(_domain(email), ()), kind="mail")
    yield from _named(edition, lookers, by_email)
    for entry, name, domain in _units(edition):
        yield from _all(entry, by_unit.get(_plain(name), ()), kind="unit")
        yield from _all(entry, by_domain.get(domain.lower(), ()) if domain else (), kind="mail")


def _named(edition: Edition, lookers: list[Looker], by_email: dict[str, Looker]) -> Iterator[Bond]:
    """People whom a team asked not to be read by: the same address, or the same name and no other unit."""
    by_name = _grouped(lookers, key=lambda looker: _plain(looker.name))
    for named in Avoidance.objects.filter(entry__edition=edition, entry__state__in=HANDED_IN).iterator(500):
        unit = _plain(named.unit)
        found = [
            one for one in by_name.get(_plain(named.name), ()) if not unit or not one.unit or _plain(one.unit) == unit
        ]
        found += [by_email[named.email]] if named.email in by_email else []
        yield from (Bond(named.entry_id, one.person, "named", named.reason) for one in found)


def _all(entry: int, lookers: Any, *, kind: str) -> Iterator[Bond]:
    return (Bond(entry, looker.person, kind) for looker in lookers)


def _lookers(edition: Edition) -> list[Looker]:
    judges = list(
        Judge.objects.filter(edition=edition)
        .exclude(person=None)
        .values_list("person", "person__email", "email", "unit", "name")
    )
    staff = Role.objects.filter(edition=edition).values_list("person", "person__email", "person__name")
    own = [Looker(person, email, unit, name) for person, email, _mail, unit, name in judges]
    invited = [Looker(person, mail, unit, name) for person, email, mail, unit, name in judges if mail != email]
    return own + invited + [Looker(person, email, "", name) for person, email, name in staff]


def _members(edition: Edition) -> Iterator[tuple[int, int | None, str]]:
    team = Member.objects.filter(entry__edition=edition, entry__state__in=HANDED_IN).exclude(state=MemberState.DECLINED)
    return team.values_list("entry", "person", "email").iterator(2000)


def _units(edition: Edition) -> Iterator[tuple[int, str, str]]:
    rows = EntryUnit.objects.filter(entry__edition=edition, entry__state__in=HANDED_IN)
    return rows.values_list("entry", "unit__name", "unit__mail_domain").iterator(2000)


def _grouped(lookers: list[Looker], *, key: Any) -> dict[str, list[Looker]]:
    groups: dict[str, list[Looker]] = {}
    for looker in lookers:
        if name := key(looker):
            groups.setdefault(name, []).append(looker)
    return groups


def _common(team: list[tuple[int, int | None, str]]) -> set[str]:
    """Mail domains of so many entries that they say nothing about a workplace."""
    entries = {(entry, _domain(email)) for entry, _person, email in team}
    limit = max(FEW, SHARE * len({entry for entry, _person, _email in team}))
    return {domain for domain, count in Counter(domain for _entry, domain in entries).items() if count > limit}


def _domain(email: str) -> str:
    domain = email.rpartition("@")[2].lower()
    return "" if domain in EVERYBODYS else domain


def _plain(name: str) -> str:
    """A unit's name without the differences that mean nothing."""
    return "".join(name.split()).replace("台", "臺").lower()
