"""`baigong held_letters`: what becomes of the letters that a restore held back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from baigong.kit.outbox.actions import discard_held, release_held

ACTS = {"release": release_held, "discard": discard_held}


class Command(BaseCommand):
    """Release or discard."""

    help = "After a restore: send the held letters after all, or never mail them (they stay in the inbox)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=ACTS)

    def handle(self, **options: Any) -> None:
        self.stdout.write(_("%(count)d letters") % {"count": ACTS[options["act"]]()})
