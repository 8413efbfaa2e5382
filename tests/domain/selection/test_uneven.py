"""Where entries in doubt were read less often than others, no list is made until somebody answers for it by name."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.entries.actions import add_tie
from baigong.domain.judging.actions import Sheet, submit_ballots_many
from baigong.domain.selection import actions
from baigong.domain.selection.models import Selection
from baigong.kit import time
from baigong.kit.errors import BadInput, NotAllowed, Refused
from baigong.kit.jobs import worker
from fairjury.record import encode, verify
from tests.support import jury as scene
from tests.support.sessions import browser_of, just_proven

pytestmark = pytest.mark.django_db
TOP = [{"key": "top100", "name": {"zh": "百", "en": "TOP"}, "text": {"zh": "甲", "en": "A"}, "count": 4}]
REASON = "兩位評審臨時請假，截止前補讀不及，會議逐件看過。"


@pytest.fixture
def year() -> scene.Year:
    """Eight entries that nobody can tell apart; two of them were read once, the others three times."""
    year = scene.new_year(prizes=TOP, certificates=[], cooling_off=[])
    with time.frozen(scene.READING):
        scene.hand_in(year, 8)
        scene.seat(year, 4)
        reads = scene.give_out(year, load=0)
        few = {entry.pk for entry in year.entries[:2]}
        first = {read.entry_id: read.pk for read in reversed(reads)}
        given = [read for read in reads if read.entry_id not in few or first[read.entry_id] == read.pk]
        sheets = [Sheet(one, {k: 6 + (n + at) % 2 for at, k in enumerate(scene.SCORES)}, scene.WORDS)
                  for n, one in enumerate(given)]  # fmt: skip
        submit_ballots_many(year.round, sheets)
        worker.drain()
    return year


def asked(year: scene.Year) -> Selection:
    selection = actions.ask_selection(year.round, by=year.office)
    worker.drain()
    selection.refresh_from_db()
    return selection


def office_of(year: scene.Year) -> Client:
    return just_proven(browser_of(year.office), year.office)


def test_the_office_signs_with_a_reason_and_the_record_keeps_both(year: scene.Year) -> None:
    with time.frozen(scene.AFTER):
        refused = asked(year)
        assert (refused.state, refused.record["may_sign"]) == ("void", True)
        page = office_of(year).get(reverse("office:selection")).content.decode()
        assert reverse("office:selection_sign") in page
        with pytest.raises(BadInput):
            actions.sign_uneven(year.round, reason=" ", by=year.office)
        with pytest.raises(NotAllowed):
            actions.sign_uneven(year.round, reason=REASON, by=year.judges[0].person)
        office_of(year).post(reverse("office:selection_sign"), {"reason": REASON})
        worker.drain()
        signed = Selection.objects.first()
        assert signed is not None
        assert (signed.state, signed.signed, signed.signed_by) == ("computed", REASON, year.office)
        assert signed.record["rules"]["signed"] == REASON
        assert verify(encode(signed.record), digest=signed.record["digest"]) == []
        page = office_of(year).get(reverse("office:selection_one", args=[signed.public_id])).content.decode()
        assert REASON in page
        with pytest.raises(Refused):
            actions.sign_uneven(year.round, reason=REASON, by=year.office)


def test_whoever_is_bound_signs_nothing(year: scene.Year) -> None:
    with time.frozen(scene.AFTER):
        asked(year)
        address = reverse("office:selection_sign")
        add_tie(year.entries[0], year.office, kind="family", reason="手足", by=year.office)
        assert office_of(year).post(address, {"reason": REASON}).status_code == 403
    assert Selection.objects.count() == 1
