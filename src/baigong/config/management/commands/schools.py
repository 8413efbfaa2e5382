"""`baigong schools FILE --kind KEY`: takes the ministry's list of schools over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from baigong.domain.units.actions import take_schools
from baigong.domain.units.schools import read
from baigong.kit.policy import SYSTEM


class Command(BaseCommand):
    """Exit code 1 where rows could not be read; the others are taken over all the same, unless --check."""

    help = "Take an official list of schools over."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV file of the ministry's statistics")
        parser.add_argument("--kind", required=True, help="key of the kind of unit, e.g. technical_high")
        parser.add_argument("--level", default="", help="what the schools are where the file does not say")
        parser.add_argument("--check", action="store_true", help="read only, change nothing")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *, file: Path, kind: str, level: str, check: bool, **options: Any) -> None:
        reading = read(file.read_bytes(), level=level)
        taken = None if check else take_schools(reading.schools, kind=kind, by=SYSTEM)
        result = {
            "read": len(reading.schools),
            "added": taken.added if taken else 0,
            "changed": taken.changed if taken else 0,
            "faults": [str(fault) for fault in reading.faults],
        }
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            text = _("{read} schools read, {added} added, {changed} brought up to date.")
            self.stdout.write(text.format(**result))
        if reading.faults:
            raise CommandError("\n".join(map(str, reading.faults)))
