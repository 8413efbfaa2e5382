"""A year told through the verbs, step by step; nothing here writes to the database on its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property

from baigong.domain.editions.actions import publish_edition, save_edition
from baigong.domain.editions.document import Document
from baigong.domain.editions.document.judging import Round
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import milestone_at
from baigong.domain.people.models import Person
from baigong.kit import ids, time
from baigong.kit.policy import SYSTEM
from baigong.worlds import callers, cast, clockwork, deciders, readers
from baigong.worlds.chance import Chance
from baigong.worlds.twins import Twin

DAY = timedelta(days=1)


class Story:
    """One edition with so many entries and judges; the same seed tells the same story."""

    def __init__(
        self,
        document: Document,
        *,
        entries: int,
        judges: int,
        seed: int,
        twin: str = "",
        tell: Callable[[str], object] = str,
    ) -> None:
        self.document, self.entries, self.judges = document, entries, judges
        self.chance, self.twin, self.tell = Chance(seed), Twin(twin), tell

    @cached_property
    def edition(self) -> Edition:
        return Edition.objects.get(slug=self.document.key)

    @cached_property
    def cast(self) -> dict[str, Person]:
        return {role: Person.objects.get(email=cast.account(role).email) for role in cast.ROLES}

    @property
    def reading(self) -> Round:
        """The round in which entries are read first."""
        return self.document.rounds[0]

    def date(self, key: str) -> datetime:
        """An instant of the year; a milestone the edition does not have falls back on its neighbour."""
        found = milestone_at(self.edition, key)
        return found if found is not None else self.date(FALLBACK[key])

    def begin(self) -> datetime:
        """When the story begins: a week before the call opens."""
        opens = self.document.milestone("call_opens")
        return (opens.at.instant if opens else time.now()) - 7 * DAY

    def until(self, last: str, *, after: str = "") -> None:
        """Tell every step up to and including `last`; `after` is the one that has been told already."""
        for name in STEPS[STEPS.index(after) + 1 if after else 0 : STEPS.index(last) + 1]:
            self.tell(name)
            with ids.seeded(f"{self.chance.seed}:{name}"):
                getattr(self, name)()

    def prepare(self) -> None:
        """The office loads the edition and everybody gets an account."""
        version = save_edition(self.document, by=SYSTEM)
        publish_edition(version.edition, by=SYSTEM)
        cast.assemble(self.edition)
        clockwork.settle()

    def call_open(self) -> None:
        """More than half of the call is over; half of the entries are in."""
        opens, closes = self.date("call_opens"), self.date("call_closes")
        clockwork.pass_to(opens + 0.6 * (closes - opens))
        callers.write(self)
        callers.illustrate(self)
        callers.submit(self, share=0.5)
        clockwork.settle()

    def deadline_hour(self) -> None:
        """One hour is left."""
        clockwork.pass_to(self.date("call_closes") - timedelta(hours=1))
        callers.submit(self, share=0.94)
        clockwork.settle()

    def eligibility(self) -> None:
        """The call is closed; the office has begun to look."""
        time.move_to(self.date("call_closes") - timedelta(minutes=2))
        callers.submit(self, share=1.0)
        clockwork.pass_to(self.date("call_closes") + DAY)
        callers.check(self, share=0.4)
        clockwork.settle()

    def jury(self) -> None:
        """All entries are ruled on; the judges are there and have their reads."""
        callers.check(self, share=1.0)
        callers.correct(self)
        clockwork.pass_to(self.date("eligibility_closes") - timedelta(hours=1))
        callers.settle_corrections(self)
        readers.invite(self)
        clockwork.pass_to(self.date(self.reading.opens))
        readers.assign(self)
        clockwork.settle()

    def mid_judging(self) -> None:
        """Half of the sheets are in."""
        opens, closes = self.date(self.reading.opens), self.date(self.reading.closes)
        clockwork.pass_to(opens + 0.5 * (closes - opens))
        readers.read(self, share=0.5)
        clockwork.settle()

    def deliberation(self) -> None:
        """All sheets are in, the engine has computed, the meeting begins."""
        clockwork.pass_to(self.date(self.reading.closes) - timedelta(hours=1))
        readers.read(self, share=1.0)
        clockwork.pass_to(self.date(self.reading.closes))
        readers.close(self)
        readers.read_on(self)
        clockwork.pass_to(self.date("meeting"))
        deciders.compute(self)
        deciders.call(self)
        clockwork.settle()

    def decision(self) -> None:
        """The office proposes, the director approves."""
        deciders.decide(self)
        clockwork.settle()

    def results_out(self) -> None:
        """The list is public."""
        clockwork.pass_to(self.date("results_published") + timedelta(minutes=1))
        deciders.publish_solutions(self)
        clockwork.settle()

    def year_after(self) -> None:
        """A year later."""
        clockwork.pass_to(self.date("results_published") + 365 * DAY)


STEPS = (
    "prepare",
    "call_open",
    "deadline_hour",
    "eligibility",
    "jury",
    "mid_judging",
    "deliberation",
    "decision",
    "results_out",
    "year_after",
)
BETWEEN = ("jury", "decision")  # steps that nobody looks at
SCENES = tuple(step for step in STEPS if step not in BETWEEN)
FALLBACK = {
    "eligibility_closes": "resubmission_closes", "resubmission_closes": "judging_opens", "judging_opens": "call_closes",
    "judging_closes": "meeting", "meeting": "results_published",
}  # fmt: skip
