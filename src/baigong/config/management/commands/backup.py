"""`baigong backup`: database and files in one proven archive."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from baigong.config.management.commands._progress import progress
from baigong.config.operations.backup import back_up


class Command(BaseCommand):
    """Write a backup while everything goes on running."""

    help = "Write database and files into one archive and read it back to prove it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "path", nargs="?", type=Path, help="default: backups/ in the data folder, named by the time"
        )
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, **options: Any) -> None:
        path = options["path"] or settings.DATA / "backups" / f"baigong-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar"
        report = back_up(path, say=progress(self.stderr))
        words = _("%(path)s: %(files)d files, %(bytes)d bytes, every byte read back") % asdict(report)
        self.stdout.write(json.dumps(asdict(report)) if options["json"] else words)
