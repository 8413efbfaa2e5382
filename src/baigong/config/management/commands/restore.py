"""`baigong restore`: brings a backup back; no old letter goes out by itself."""

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from baigong.config.management.commands._progress import progress
from baigong.config.operations import database, preparation
from baigong.config.operations.backup import erased_since, restore
from baigong.config.operations.lock import alone
from baigong.domain.people import ledger
from baigong.domain.people.actions import erase_again


class Command(BaseCommand):
    """Replace this installation's data by a backup's."""

    help = "Prove an archive, then replace database and files by it. Letters that were still waiting are held."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--replace", action="store_true", help="even if there are accounts here already")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, **options: Any) -> None:
        with alone():
            if not options["replace"] and not database.is_empty():
                raise CommandError(_("There are accounts in this database. To replace them all, add --replace."))
            erased = erased_since(options["path"])
            report = restore(options["path"], say=progress(self.stderr))
            preparation.migrate()
            report = replace(report, erased_again=erase_again(erased))
            ledger.write(erased)
        words = _(
            "Restored %(files)d files. %(held_letters)d letters are held; %(erased_again)d people who had been erased "
            "are erased again. See baigong doctor."
        ) % asdict(report)
        self.stdout.write(json.dumps(asdict(report)) if options["json"] else words)
