"""`baigong rehearse EDITION`: lives a whole year in a database of its own and lists what went wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from baigong.config.environment import env
from baigong.config.operations import preparation
from baigong.kit.errors import Refused
from baigong.worlds.building import EDITION, edition_file, new_story, refuse_real_people
from baigong.worlds.rehearsal import rehearse

INSIDE = "BAIGONG_REHEARSING"


class Command(BaseCommand):
    """The full-year rehearsal."""

    help = "Live a generated year from the call to the library, with mail to a sink, and list the problems found."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("edition", nargs="?", default=EDITION)
        parser.add_argument("--entries", type=int, default=400)
        parser.add_argument("--judges", type=int, default=40)
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--json", metavar="FILE", default="", help="write the figures there too")
        parser.add_argument("--here", action="store_true", help="in the database of DATABASE_URL, if it is empty")

    def handle(self, **options: Any) -> None:
        if env(INSIDE, default="") or options["here"]:
            self.live(**options)
        else:
            self.outside()

    def outside(self) -> None:
        """Start over in a folder of its own, so that nothing can touch the real year."""
        with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
            own = {
                INSIDE: "1",
                "BAIGONG_DEMO": "1",
                "BAIGONG_DATA": folder,
                "DATABASE_URL": f"sqlite:///{folder}/year.sqlite3",
            }
            known = {name: value for name, value in os.environ.items() if name not in {"BAIGONG_NOW", "EMAIL_URL"}}
            done = subprocess.run([sys.executable, "-m", "baigong", *sys.argv[1:]], env=known | own, check=False)
        sys.exit(done.returncode)

    def live(self, *, edition: str, entries: int, judges: int, seed: int, **options: Any) -> None:
        try:
            edition_file(edition)
            preparation.migrate()
            refuse_real_people()
            told = rehearse(new_story(edition, entries=entries, judges=judges, seed=seed), say=self.stdout.write)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.show(told, file=options["json"])

    def show(self, told: dict[str, Any], *, file: str) -> None:
        for name, value in told.items():
            if name != "problems":
                self.stdout.write(f"{name}: {value}")
        self.stdout.write(f"problems: {len(told['problems'])}")
        self.stdout.write("".join(f"  · {problem}\n" for problem in told["problems"]))
        if file:
            Path(file).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
