"""The one job that belongs to the house as a whole: forgetting in time."""

from __future__ import annotations

from datetime import timedelta

from baigong.kit import retention
from baigong.kit.jobs.registry import every, job


@job()
def forget_in_time() -> dict[str, int]:
    """Every night: what has served its time is forgotten."""
    return retention.enforce()


every(timedelta(days=1), forget_in_time)
