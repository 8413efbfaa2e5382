"""`baigong edition check|load|export FILE`: the year of an award as a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from baigong.domain.editions.actions import publish_edition, save_edition
from baigong.domain.editions.document import Document, Fault, Faults, cautions, diff, parse, placed, render
from baigong.domain.editions.document.lines import lines_of
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import document_of
from baigong.domain.editions.states import EditionState
from baigong.kit.policy import SYSTEM

BROKEN = 1
UNREADABLE = 2


class Command(BaseCommand):
    """Checks, loads and exports an edition file; exit code 1 when the file has faults, 2 when it cannot be read."""

    help = "check, load or export a year of the award as one file"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=("check", "load", "export"))
        parser.add_argument("file", type=Path, help="the edition file; for export, - is standard output")
        parser.add_argument("--edition", help="export: key of the edition (default: the file's name, else the current)")
        parser.add_argument("--publish", action="store_true", help="load: show the year to the public at once")
        parser.add_argument("--note", default="", help="load: a note kept with the version")
        parser.add_argument("--json", action="store_true", help="answer as JSON")
        parser.add_argument("--language", choices=("zh-hant", "en"), help="language of the answers")

    def handle(self, *_args: object, verb: str, file: Path, **options: Any) -> None:
        with translation.override(options["language"] or settings.LANGUAGE_CODE):
            {"check": self.check_file, "load": self.load_file, "export": self.export_file}[verb](file, options)

    def check_file(self, file: Path, options: dict[str, Any]) -> None:
        content = self._content(file)
        found = parse(content)
        if isinstance(found, Faults):
            self._answer({"ok": False, "faults": _data(found), "cautions": []}, _lines(file, found), options)
            sys.exit(BROKEN)
        careful = placed(cautions(found), lines=lines_of(content.decode("utf-8-sig")))
        ends = [_("{file}: nothing is wrong; {n} things to look at.").format(file=file, n=len(careful.faults))]
        self._answer({"ok": True, "faults": [], "cautions": _data(careful)}, [*_lines(file, careful), *ends], options)

    def load_file(self, file: Path, options: dict[str, Any]) -> None:
        found = parse(self._content(file))
        if isinstance(found, Faults):
            self.check_file(file, options)
            return
        changes = self._changes(found)
        version = save_edition(found, by=SYSTEM, note=options["note"])
        if options["publish"] and version.edition.state == EditionState.DRAFT:
            publish_edition(version.edition, by=SYSTEM)
        data = {"ok": True, "edition": found.key, "version": version.number, "changes": changes}
        says = _("{name}: version {n} stands.").format(name=found.name, n=version.number)
        self._answer(data, [*changes, says], options)

    def export_file(self, file: Path, options: dict[str, Any]) -> None:
        text = render(document_of(self._edition(file, options["edition"])))
        if str(file) == "-":
            self.stdout.write(text, ending="")
            return
        file.write_text(text, encoding="utf-8")
        self._answer({"ok": True, "file": str(file)}, [_("Written: {file}").format(file=file)], options)

    def _content(self, file: Path) -> bytes:
        try:
            return file.read_bytes()
        except OSError as error:
            says = _("{file} cannot be read: {error}").format(file=file, error=error.strerror)
            raise CommandError(says, returncode=UNREADABLE) from error

    def _changes(self, document: Document) -> list[str]:
        edition = Edition.objects.filter(slug=document.key).first()
        return [str(change.sentence) for change in diff(document_of(edition), document)] if edition else []

    def _edition(self, file: Path, key: str | None) -> Edition:
        named = Edition.objects.filter(slug=key or file.stem).first()
        edition = named or (None if key else Edition.objects.current())
        if edition is None:
            raise CommandError(_("There is no edition {key}.").format(key=key or file.stem), returncode=UNREADABLE)
        return edition

    def _answer(self, data: dict[str, Any], lines: list[str], options: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) if options["json"] else "\n".join(lines))


def _data(found: Faults) -> list[dict[str, object]]:
    return [fault.data() for fault in found.faults]


def _lines(file: Path, found: Faults) -> list[str]:
    return [_line(file, fault) for fault in found.faults]


def _line(file: Path, fault: Fault) -> str:
    place = f" {fault.path}" if fault.path else ""
    return f"{file}:{fault.line}:{place} {fault.sentence} {fault.way_out}"
