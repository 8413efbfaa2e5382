"""Whatever anybody does after the results, in whatever order and at whatever time: the awards stay in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F

from baigong.domain.certificates import actions as certificates
from baigong.domain.certificates.models import Certificate
from baigong.domain.editions.actions import grant_role, revoke_role
from baigong.domain.editions.models import Prize, Role
from baigong.domain.entries import actions as entries
from baigong.domain.entries.models import Entry, Tie
from baigong.domain.entries.queries import UNDO_FOR
from baigong.domain.library import actions as library
from baigong.domain.library.models import Solution
from baigong.domain.selection import actions
from baigong.domain.selection.models import Award, Correction, Objection, Offer, Selection
from baigong.kit import time
from baigong.kit.audit import chain
from baigong.kit.audit.models import AuditEvent
from baigong.kit.errors import BadInput, NotAllowed, Refused
from baigong.kit.jobs import worker
from baigong.kit.policy import SYSTEM
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.proofs import Case
from tests.support.winners import lead_of, year_with_results

pytestmark = pytest.mark.django_db
STEPS = 50  # of one walk


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(lambda: year_with_results(count=2))


@dataclass(frozen=True)
class Walk:
    """One walk through a year whose results are out: what is there, and who may turn up."""

    year: scene.Year
    rng: Random

    def any(self, model: Any, **wanted: Any) -> Any:
        """One of these rows, mostly one as wanted; where there is none, nothing can be done."""
        every = model.objects.order_by("pk")
        rows = list(every.filter(**wanted)) if self.rng.random() < 0.9 else list(every)
        if not rows:
            raise Refused("nothing of this kind")
        return self.rng.choice(rows)

    def actor(self, entry: Entry | None = None) -> Any:
        """Mostly somebody who may, now and then anybody else."""
        staff = [self.year.office, self.year.director, self.year.second]
        if self.rng.random() < 0.8:
            return lead_of(entry) if entry else self.rng.choice(staff)
        return self.rng.choice([*staff, self.year.judges[0].person, *map(lead_of, self.year.entries)])


def ask(walk: Walk) -> None:
    entry = walk.any(Entry)
    actions.raise_objection(entry, question="為什麼？", by=walk.actor(entry))


def answer(walk: Walk) -> None:
    upheld = walk.rng.random() < 0.8
    actions.answer_objection(walk.any(Objection, state="raised"), upheld=upheld, answer="如下。", by=walk.actor())


def propose(walk: Walk) -> None:
    goes_on = walk.rng.random() < 0.8
    asked, award = walk.any(Objection, state="upheld"), walk.any(Award, revoked_at=None)
    actions.propose_correction(award, objection=asked, reason="屬實", goes_on=goes_on, by=walk.actor())


def approve(walk: Walk) -> None:
    actions.approve_correction(walk.any(Correction, state="proposed"), by=walk.actor())


def drop(walk: Walk) -> None:
    actions.drop_correction(walk.any(Correction, state="proposed"), by=walk.actor())


def decline(walk: Walk) -> None:
    award = walk.any(Award, revoked_at=None)
    actions.decline_award(award, by=walk.actor(award.entry))


def keep(walk: Walk) -> None:
    word = walk.any(Correction, objection=None)
    actions.keep_award(word, by=walk.actor(word.entry))


def take_or_leave(walk: Walk) -> None:
    offer = walk.any(Offer, state="offered")
    actions.answer_offer(offer, accept=walk.rng.random() < 0.5, by=walk.actor(offer.entry))


def undo(walk: Walk) -> None:
    offer = walk.any(Offer, state="declined")
    actions.undo_answer(offer, by=walk.actor(offer.entry))


def award_late(walk: Walk) -> None:
    actions.award_late(walk.any(Objection, state="upheld"), walk.any(Prize, key="top100"), by=walk.actor())


def void(walk: Walk) -> None:
    actions.void(walk.any(Selection), reason="重來", by=walk.actor())


def publish_again(walk: Walk) -> None:
    actions.publish(walk.any(Selection), by=SYSTEM)


def issue(walk: Walk) -> None:
    certificates.issue(walk.any(Award), by=walk.actor())


def supersede(walk: Walk) -> None:
    certificates.supersede(walk.any(Certificate), reason="更名", by=walk.actor())


def revoke(walk: Walk) -> None:
    certificates.revoke(walk.any(Certificate), reason="有誤", by=walk.actor())


def show(walk: Walk) -> None:
    page = walk.any(Solution)
    library.publish_solution(page, by=walk.actor(page.entry))


def hide(walk: Walk) -> None:
    page = walk.any(Solution)
    library.hide_solution(page, reason="收回", by=walk.actor(page.entry))


def withdraw(walk: Walk) -> None:
    entry = walk.any(Entry)
    entries.withdraw_entry(entry, by=walk.actor(entry))


def bind(walk: Walk) -> None:
    walker = walk.actor()
    entries.add_tie(walk.any(Entry), walker, kind="family", reason="手足", by=walker)


def unbind(walk: Walk) -> None:
    entries.rule_tie(walk.any(Tie, kind="family"), is_conflict=False, reason="查無", by=walk.actor())


def give_role(walk: Walk) -> None:
    grant_role(walk.year.edition, walk.actor(), walk.rng.choice(("office", "director")), by=walk.actor())


def take_role(walk: Walk) -> None:
    revoke_role(walk.any(Role), by=walk.actor())


RULES: tuple[Callable[[Walk], None], ...] = (
    *(ask, answer, propose, approve, drop, decline, keep, take_or_leave, undo, award_late, void, publish_again),
    *(issue, supersede, revoke, show, hide, withdraw, bind, unbind, unbind, give_role, take_role),
)
LIKELY = (ask, ask, answer, answer, propose, approve, decline, take_or_leave, undo)


def step(walk: Walk) -> None:
    """Somebody does something, or time passes, or the worker comes by; who is refused has changed nothing."""
    chance = walk.rng.random()
    if chance < 0.12:
        time.move_to(time.now() + walk.rng.choice((timedelta(minutes=1), UNDO_FOR / 2, UNDO_FOR)))
        actions.pass_places_on()
    elif chance < 0.18:
        worker.drain()
    else:
        act(walk)


def act(walk: Walk) -> None:
    rule, before = walk.rng.choice([*RULES, *LIKELY * 4]), AuditEvent.objects.count()
    try:
        with transaction.atomic():
            rule(walk)
    except (Refused, NotAllowed, BadInput):
        assert AuditEvent.objects.count() == before, f"{rule.__name__} was refused and left a trace"


def in_order() -> None:
    """What holds at any moment."""
    standing = list(Award.objects.filter(revoked_at=None).values_list("entry", "prize__key", "prize__within"))
    assert not [one for one, times in Counter(standing).items() if times > 1], "one award twice"
    held = {(entry, prize) for entry, prize, _within in standing}
    assert not [one for one in standing if one[2] and (one[0], one[2]) not in held], "a prize without the one around it"
    assert Selection.objects.filter(state="published").count() == 1
    taken_back_by_two()
    taken = Offer.objects.filter(state="accepted").select_related("correction__award")
    had = set(Award.objects.values_list("entry", "prize"))
    assert all((one.entry_id, one.correction.award.prize_id) in had for one in taken), "a place without its award"
    assert not taken.exclude(correction__state="approved").exists(), "a place that is not free"


def taken_back_by_two() -> None:
    done = Correction.objects.filter(state="approved")
    assert not done.filter(award__revoked_at=None).exists(), "taken back and standing"
    assert not done.filter(approved_by=F("proposed_by")).exists(), "by one person"
    assert not done.filter(approved_by=None).exists(), "by nobody"
    hasty = [one for one in done.filter(objection=None) if one.approved_at and one.approved_at < one.undo_until]
    assert not [one for one in hasty if one.proposed_by_id == lead_of(one.award.entry).pk], "no time to think"


def in_order_afterwards() -> None:
    """What holds once the worker has done everything."""
    fallen = Certificate.objects.exclude(award__revoked_at=None).exclude(state="revoked")
    assert not fallen.exists(), "a certificate without its award"
    shown = Solution.objects.filter(state="published").values_list("entry", flat=True)
    winners = set(Award.objects.filter(revoked_at=None).values_list("entry", flat=True))
    assert set(shown) <= winners, "a page of an entry that has no award"
    assert chain.verify() == ""


@pytest.mark.proof(name="walk", asked=20_000, small=STEPS, each=STEPS, seed=6)
def test_the_awards_stay_in_order(year: scene.Year, cases: Iterator[Case]) -> None:
    for case in cases:
        walk = Walk(year, case.rng)
        with transaction.atomic(), time.frozen(scene.OPENING + timedelta(days=1)):
            for _ in range(STEPS):
                step(walk)
                in_order()
            worker.drain()
            in_order()
            in_order_afterwards()
            transaction.set_rollback(True)
