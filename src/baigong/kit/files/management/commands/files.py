"""Compares stored files with the database and clears what is left over."""

import json as json_module
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from baigong.kit.files.reconciliation import compare, remove_leftovers


class Command(BaseCommand):
    """`baigong files [--deep] [--remove] [--json]`: exit code 1 where a file is lost or changed."""

    help = "Compare stored files with the database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--deep", action="store_true", help="read every file and compare its hash")
        parser.add_argument("--remove", action="store_true", help="delete what no row knows or refers to")
        parser.add_argument("--json", action="store_true", help="print the differences as JSON")

    def handle(self, *, deep: bool, remove: bool, json: bool, **_options: Any) -> None:
        found = compare(deep=deep)
        if json:
            self.stdout.write(json_module.dumps(asdict(found)))
        else:
            self._tell(asdict(found))
        if remove:
            self.stderr.write(_("%(n)d files removed.") % {"n": remove_leftovers(found)})
        if found.is_loss:
            raise CommandError(_("Files are lost or changed; bring them back from a backup."))

    def _tell(self, found: dict[str, list[str]]) -> None:
        names = {
            "missing": _("missing in the store"),
            "changed": _("changed"),
            "orphans": _("in the store without a row"),
            "unreferenced": _("referred to by nothing"),
        }
        for kind, name in names.items():
            self.stdout.write(f"{name}: {len(found[kind])}")
            for one in found[kind][:20]:
                self.stdout.write(f"  {one}")
