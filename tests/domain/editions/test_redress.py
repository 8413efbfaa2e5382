"""Trouble of ours before the close is given back: proposed with its evidence, ruled on once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from baigong.domain.editions.actions import decline_redress, extend_deadline, grant_redress
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import Proposal, milestone_at, redress_due
from baigong.kit import time
from baigong.kit.audit.models import AuditEvent
from baigong.kit.errors import NotAllowed, Refused
from baigong.kit.policy import SYSTEM
from baigong.kit.taiwan.dates import Moment
from tests.support.trouble import trouble

CLOSES = Moment.parse("2026-05-03 24:00").instant
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time.frozen(CLOSES - 50 * MINUTE):
        yield


@pytest.fixture
def due(edition: Edition) -> Proposal:
    trouble(14)
    time.move_to(CLOSES - 20 * MINUTE)
    found = redress_due(edition)
    assert found is not None
    return found


def test_as_much_time_as_was_lost_is_proposed(due: Proposal) -> None:
    assert (due.minutes, due.until) == (14, CLOSES + 14 * MINUTE)
    assert [(span.since, span.failed > 0) for span in due.spans] == [(CLOSES - 50 * MINUTE, True)]


def test_one_press_extends_for_all_and_settles_it(edition: Edition, due: Proposal) -> None:
    ruled = grant_redress(edition, seen=due.seen, reason="系統忙碌", reason_en="Too busy", by=SYSTEM)
    assert milestone_at(edition, "call_closes") == CLOSES + 14 * MINUTE
    assert ruled.extension is not None
    assert [ruled.extension.why.to(language) for language in ("zh-hant", "en")] == ["系統忙碌", "Too busy"]
    verbs = AuditEvent.objects.order_by("-pk").values_list("verb", flat=True)
    assert set(verbs[:2]) == {"edition.extend", "edition.redress"}
    assert redress_due(edition) is None
    with pytest.raises(Refused):
        grant_redress(edition, seen=due.seen, reason="再一次", by=SYSTEM)


def test_left_with_a_reason_it_is_not_asked_again(edition: Edition, due: Proposal) -> None:
    with pytest.raises(Refused):
        decline_redress(edition, seen=due.seen, reason=" ", by=SYSTEM)
    decline_redress(edition, seen=due.seen, reason="演練時刻意停機", by=SYSTEM)
    assert redress_due(edition) is None
    assert milestone_at(edition, "call_closes") == CLOSES


def test_new_trouble_is_proposed_anew_by_itself(edition: Edition, due: Proposal) -> None:
    decline_redress(edition, seen=due.seen, reason="已另行補償", by=SYSTEM)
    trouble(2)
    again = redress_due(edition)
    assert again is not None
    assert again.minutes == 2


def test_what_came_after_the_page_was_opened_is_not_ruled_on(edition: Edition, due: Proposal) -> None:
    trouble(3)
    assert grant_redress(edition, seen=due.seen, reason="系統忙碌", by=SYSTEM).minutes == 14
    again = redress_due(edition)
    assert again is not None
    assert (again.minutes, again.until) == (3, CLOSES + 17 * MINUTE)


def test_after_the_close_the_time_begins_now_and_in_the_end_nobody_asks(edition: Edition, due: Proposal) -> None:
    time.move_to(CLOSES + 60 * MINUTE)
    late = redress_due(edition)
    assert late is not None
    assert late.until == CLOSES + 74 * MINUTE
    time.move_to(CLOSES + timedelta(days=4))
    assert redress_due(edition) is None


def test_trouble_long_before_the_close_is_no_matter(edition: Edition, due: Proposal) -> None:
    extend_deadline(edition, milestone="call_closes", until=CLOSES + timedelta(days=3), reason="颱風", by=SYSTEM)
    time.move_to(CLOSES + timedelta(days=2, hours=12))
    assert redress_due(edition) is None


def test_only_the_office_rules(edition: Edition, due: Proposal) -> None:
    with pytest.raises(NotAllowed):
        grant_redress(edition, seen=due.seen, reason="我也要", by=None)
