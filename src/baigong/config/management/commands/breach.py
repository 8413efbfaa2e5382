"""`baigong breach ACCOUNT --since TIME`: whom to tell after an account was stolen, and until when."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from baigong.config.operations.breach import examine
from baigong.domain.people.models import Person
from baigong.domain.people.queries import owner_of
from baigong.interface.spreadsheets import lines
from baigong.kit import audit, time
from baigong.kit.durable import write_new
from baigong.kit.policy import SYSTEM

COLUMNS = ("address", "name", "code", "is_certain", "kinds", "entries")


class Command(BaseCommand):
    """From a stolen account to the people affected."""

    help = "List from the audit log whose data a stolen account opened or could have seen, and draft the notices."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="its e-mail address or code")
        parser.add_argument("--since", type=moment, required=True, help="2026-05-03T22:00, Taipei time")
        parser.add_argument("--until", type=moment, help="default: now")
        parser.add_argument("--out", type=Path, help="folder; default: breaches/ in the data folder, named by the time")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *, account: str, since: datetime, out: Path | None, **options: Any) -> None:
        person = holder_of(account)
        report = examine(person, since=since, until=options["until"] or time.now())
        folder = new(out or settings.DATA / "breaches" / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
        keep(report, folder)
        figures = {name: report[name] for name in ("since", "until", "certain", "possible", "kinds", "thresholds")}
        with transaction.atomic():
            audit.record("person.examine_breach", person, by=SYSTEM, **figures)
        self.stdout.write(
            json.dumps(report, ensure_ascii=False, indent=1) if options["json"] else words(report, folder)
        )


def holder_of(account: str) -> Person:
    person = owner_of(account) or Person.objects.filter(public_id=account).first()
    if person is None:
        raise CommandError(_("There is no account %(account)s.") % {"account": account}, returncode=2)
    return person


def moment(text: str) -> datetime:
    """Without a zone it is Taipei's."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=time.TAIPEI)


def new(folder: Path) -> Path:
    if folder.exists():
        raise CommandError(_("%(folder)s is there already; name a new folder.") % {"folder": folder}, returncode=2)
    return folder


def keep(report: dict[str, Any], folder: Path) -> None:
    """The report, the list for a letter to everybody, and the drafts; for the owner's eyes only."""
    folder.mkdir(mode=0o700, parents=True)
    rows = ([_cell(person[name]) for name in COLUMNS] for person in report["people"])
    files = {
        "report.json": json.dumps(report, ensure_ascii=False, indent=1),
        "people.csv": "".join(lines(COLUMNS, rows)),
        **{f"notice.{language}.txt": text for language, text in report["notices"].items()},
    }
    for name, text in files.items():
        write_new(folder / name, [text.encode()], mode=0o600)


def _cell(value: Any) -> Any:
    return " ".join(value) if isinstance(value, list) else value


def words(report: dict[str, Any], folder: Path) -> str:
    return _(
        "%(certain)d people whose data was opened or taken for certain, %(possible)d whose data could have been seen.\n"
        "If it has to be reported, then within 72 hours of knowing; counted from now: %(report_by)s.\n"
        "The list, the acts and drafts of the notices: %(folder)s"
    ) % {**report, "folder": folder}
