"""`baigong serve`: web server and worker as one command."""

from __future__ import annotations

import os
import sys
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from baigong.config.operations import preparation, web
from baigong.config.operations.demo import SCENE, accounts, load_demo_year
from baigong.config.operations.lock import running
from baigong.config.operations.supervisor import Child, Supervisor


class Command(BaseCommand):
    """Web server and worker together."""

    help = "Start web server and worker together; Ctrl-C or SIGTERM stops both."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--demo", action="store_true", help="with the demo year, on the first start")
        parser.add_argument("--scene", default=SCENE, help="which one; each has a data folder of its own")
        parser.add_argument("--no-prepare", action="store_true", help="leave migrations and static files as they are")
        parser.add_argument("--no-worker", action="store_true", help="the web server only")

    def handle(self, **options: Any) -> None:
        host, port = options["host"], options["port"]
        if web.is_taken(host=host, port=port):
            raise CommandError(_("Port %(port)d is in use. Choose another: PORT=8001 make run") % {"port": port})
        with running():
            if not options["no_prepare"]:
                self.prepare(scene=options["scene"])
            sys.exit(0 if self.supervisor(host=host, port=port, worker=not options["no_worker"]).run() else 1)

    def prepare(self, *, scene: str) -> None:
        if preparation.migrate():
            self.stdout.write(_("The database is ready."))
        preparation.collect_static()
        if settings.DEMO:
            load_demo_year(scene=scene, say=self.stdout.write)

    def supervisor(self, *, host: str, port: int, worker: bool) -> Supervisor:
        children = [Child("web", web.command(host=host, port=port))]
        if worker:
            children.append(Child("worker", (sys.executable, "-m", "baigong", "worker")))
        up = partial(web.answers, host=host, port=port)
        return Supervisor(children, say=self.stderr.write, is_up=up, when_up=self.greet)

    def greet(self) -> None:
        self.stdout.write(f"\n  百工  {settings.SITE_URL}\n")
        for line in accounts() if settings.DEMO else ():
            self.stdout.write(f"  {line}")
        self.stdout.write("\n  " + _("Ctrl-C stops everything.") + "\n")
