"""Forgets stretches that nobody asks about any more."""

from __future__ import annotations

from datetime import timedelta

from baigong.kit import time
from baigong.kit.jobs.registry import every, job
from baigong.kit.service.models import Stretch

KEPT = timedelta(days=90)


@job()
def forget_stretches() -> int:
    """Every night."""
    return Stretch.objects.filter(until__lt=time.now() - KEPT).delete()[0]


every(timedelta(days=1), forget_stretches)
