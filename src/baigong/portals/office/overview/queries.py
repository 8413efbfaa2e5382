"""What the office sees first: how the year stands, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baigong.domain.abilities import Can
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import Stage, redress_due, timeline
from baigong.domain.entries.models import Entry, Member, Tie
from baigong.domain.entries.querysets import EntryQuerySet
from baigong.domain.entries.states import EntryState, TieState
from baigong.domain.judging.models import Assignment
from baigong.domain.judging.states import BallotState
from baigong.domain.people.queries import waiting_requests
from baigong.domain.selection.models import Selection
from baigong.domain.selection.states import SelectionState
from baigong.kit import policy
from baigong.kit.outbox.models import Message

SAY_HOW_MANY = ("judge-reads", "judge-reminder", "judge-thanks")
PAST_THE_CHECK = (EntryState.ELIGIBLE, EntryState.JUDGED, EntryState.DECIDED)


@dataclass(frozen=True)
class Task:
    """Something that waits for the office."""

    text: str
    href: str


@dataclass(frozen=True)
class Overview:
    """The first page."""

    stages: tuple[Stage, ...]
    counts: dict[str, int]
    tracks: list[dict[str, Any]]
    reads: int
    done: int
    tasks: list[Task]
    acts: bool

    @property
    def handed_in(self) -> int:
        return sum(number for state, number in self.counts.items() if state not in {"draft", "withdrawn"})

    @property
    def begun(self) -> int:
        return self.written + self.handed_in

    @property
    def eligible(self) -> int:
        return sum(self.counts.get(state, 0) for state in PAST_THE_CHECK)

    @property
    def written(self) -> int:
        return self.counts.get(EntryState.DRAFT, 0)


def overview_of(edition: Edition, *, person: Any) -> Overview:
    """Count what this person may see; somebody with an entry of his own counts without it."""
    visible = Entry.objects.unbound_for(person).filter(edition=edition)
    counts = dict(visible.order_by().values_list("state").annotate(Count("pk")))
    counts[EntryState.DRAFT] = Entry.objects.filter(edition=edition, state=EntryState.DRAFT).count()
    reads = Assignment.objects.standing().scored().unbound_for(person).filter(round__edition=edition)
    acts = policy.allowed(person, Can.READ_LETTERS, edition)  # an auditor looks, and nothing waits for him
    read = reads.aggregate(all=Count("pk"), done=Count("pk", filter=Q(ballot__state=BallotState.SUBMITTED)))
    return Overview(
        stages=timeline(edition),
        counts=counts,
        tracks=_tracks(edition, visible),
        reads=read["all"],
        done=read["done"],
        tasks=list(_tasks(edition, visible, counts, letters=known_letters(edition, person=person))) if acts else [],
        acts=acts,
    )


def _tracks(edition: Edition, visible: EntryQuerySet) -> list[dict[str, Any]]:
    numbers = dict(visible.handed_in().order_by().values_list("track").annotate(Count("pk")))
    return [
        {"label": str(track), "value": numbers.get(track.pk, 0)} for track in edition.tracks.filter(is_retired=False)
    ]


def known_letters(edition: Edition, *, person: Any) -> QuerySet[Message]:
    """All letters; whoever has a stake knows of none to the own team, nor of those that say how much a judge reads."""
    if policy.allowed(person, Can.VIEW_FIGURES, edition):
        return Message.objects.all()
    team = Member.objects.filter(entry__in=Entry.objects.bound_to(person).values("pk")).values("person")
    return Message.objects.exclude(kind__in=SAY_HOW_MANY).exclude(person__in=team.exclude(person=None))


def _tasks(
    edition: Edition, visible: EntryQuerySet, counts: dict[str, int], *, letters: QuerySet[Message]
) -> Iterator[Task]:
    waiting = [
        (counts.get(EntryState.SUBMITTED, 0), "office:entries", _to_check),
        (_ties(visible), "office:assign", _to_rule),
        (_selections(edition), "office:selection", _to_approve),
        (letters.filter(state=Message.State.FAILED).count(), "office:letters", _not_sent),
        (waiting_requests().count(), "office:data_requests", _to_answer),
    ]
    if (due := redress_due(edition)) is not None:
        yield Task(_to_make_up(due.minutes), reverse("office:edition_extend", args=(edition.slug,)))
    yield from (Task(words(number), _address(name)) for number, name, words in waiting if number)


def _ties(visible: EntryQuerySet) -> int:
    """Found conflicts nobody ruled on, as long as there is something left to keep away from."""
    undecided = visible.exclude(state=EntryState.DECIDED)
    return Tie.objects.filter(entry__in=undecided.values("pk"), state=TieState.FOUND).count()


def _selections(edition: Edition) -> int:
    return Selection.objects.filter(edition=edition, state=SelectionState.PROPOSED).count()


def _to_make_up(number: int) -> str:
    return ngettext(
        "{n} minute of trouble on our side before the close: give it back?",
        "{n} minutes of trouble on our side before the close: give them back?",
        number,
    ).format(n=number)


def _to_answer(number: int) -> str:
    return ngettext(
        "{n} request about personal data waits for its answer.",
        "{n} requests about personal data wait for their answer.",
        number,
    ).format(n=number)


def _to_check(number: int) -> str:
    return ngettext("{n} entry waits for its check.", "{n} entries wait for their check.", number).format(n=number)


def _to_rule(number: int) -> str:
    return ngettext(
        "{n} possible conflict waits for a ruling.", "{n} possible conflicts wait for a ruling.", number
    ).format(n=number)


def _to_approve(_number: int) -> str:
    return _("A list waits for the second person.")


def _not_sent(number: int) -> str:
    return ngettext("{n} letter could not be delivered.", "{n} letters could not be delivered.", number).format(
        n=number
    )


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
