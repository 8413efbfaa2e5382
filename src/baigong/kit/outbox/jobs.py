"""Sends the outbox every few seconds."""

from datetime import timedelta

from baigong.kit.jobs import every, job
from baigong.kit.outbox import actions


@job(tries=1)
def deliver() -> int:
    """Send letters until none is due."""
    count = 0
    while sent := actions.deliver_due():
        count += sent
    return count


every(timedelta(seconds=5), deliver)
