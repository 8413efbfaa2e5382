"""`baigong clock [TIME]`: what time it is in a demo, or what time it shall be."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from baigong.kit import time


def instant(text: str) -> datetime:
    """Read a date and time; without a zone it is Taipei's."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=time.TAIPEI)


class Command(BaseCommand):
    """The clock that all processes of a demo share."""

    help = "Show or move the clock of a demo; web server and worker follow at once."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("time", nargs="?", type=instant, help="for example 2026-07-24T10:00")

    def handle(self, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("Only the clock of a demo can be moved: BAIGONG_DEMO=1 baigong clock …"))
        if options["time"]:
            time.set_for_all(options["time"], file=settings.DEMO_CLOCK)
        self.stdout.write(time.now().astimezone(time.TAIPEI).isoformat(timespec="seconds"))
