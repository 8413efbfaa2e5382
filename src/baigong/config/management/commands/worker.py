"""`baigong worker`: runs jobs until told to stop."""

from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from baigong.config.operations.lock import between_tellings, running
from baigong.kit.jobs.worker import Loop


class Command(BaseCommand):
    """The worker process."""

    help = "Run jobs until told to stop (SIGTERM or Ctrl-C; the job in hand is finished first)."

    def handle(self, **_options: Any) -> None:
        with running():
            Loop(turn=between_tellings if settings.DEMO else lambda: nullcontext(True)).run()
