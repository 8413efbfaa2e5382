"""`baigong worker`: runs jobs until told to stop."""

from typing import Any

from django.core.management.base import BaseCommand

from baigong.config.operations.lock import running
from baigong.kit.jobs.worker import Loop


class Command(BaseCommand):
    """The worker process."""

    help = "Run jobs until told to stop (SIGTERM or Ctrl-C; the job in hand is finished first)."

    def handle(self, **_options: Any) -> None:
        with running():
            Loop().run()
