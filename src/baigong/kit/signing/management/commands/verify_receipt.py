"""Tells whether a receipt or certificate file is genuine, with or without the network."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from baigong.kit.signing.keys import Verifier, parse_published
from baigong.kit.signing.statements import NotGenuineError, Signed, verify
from baigong.kit.text import canonical_json


class Command(BaseCommand):
    """`baigong verify_receipt FILE [--keys FILE]`: exit code 0 and the statement, or 1 and the reason."""

    help = "Tell whether a signed receipt or certificate is genuine."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the JSON file that came with the receipt")
        parser.add_argument("--keys", type=Path, help="a saved /.well-known/baigong-keys.json; without it our own keys")
        parser.add_argument("--json", action="store_true", help="print the statement as canonical JSON alone")

    def handle(self, *, file: Path, keys: Path | None, json: bool, **_options: Any) -> None:
        try:
            payload = verify(Signed.parse(file.read_bytes()), keys=_read(keys))
        except (NotGenuineError, OSError) as error:
            raise CommandError(str(error)) from error
        if not json:
            self.stdout.write(self.style.SUCCESS(_("Genuine: exactly this was signed by us.")))
        self.stdout.write(canonical_json(payload).decode())


def _read(keys: Path | None) -> list[Verifier] | None:
    return parse_published(keys.read_text()) if keys else None
