"""Carries out what people asked for when its time has come."""

from __future__ import annotations

from datetime import timedelta

from baigong.domain.people import ledger
from baigong.domain.people.actions import erase
from baigong.domain.people.models import Erasure
from baigong.domain.people.states import ErasureState
from baigong.kit import time
from baigong.kit.errors import Refused
from baigong.kit.jobs.registry import every, job


@job()
def erase_due() -> int:
    """Erase whoever asked three days ago; who has taken on a duty since waits until it is done."""
    done = 0
    for erasure in Erasure.objects.select_related("person").filter(state=ErasureState.ASKED, due_at__lte=time.now()):
        try:
            erase(erasure)
        except Refused:
            continue
        done += 1
    ledger.write(ledger.standing())
    return done


every(timedelta(hours=1), erase_due)
