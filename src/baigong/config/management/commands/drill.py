"""`baigong drill`: brings the newest backup back in a place of its own and looks at it."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from baigong.config.operations.drill import drill, newest


class Command(BaseCommand):
    """Show that a backup is one."""

    help = "Bring a backup back in a place of its own, from where no letter can leave, and let the doctor look at it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, help="default: the newest in backups/ of the data folder")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, **options: Any) -> None:
        done = asdict(drill(options["path"] or newest()))
        words = _("%(path)s came back whole: %(files)d files, %(seconds).1f s") % done
        self.stdout.write(json.dumps(done) if options["json"] else words)
