"""`baigong doctor`: what is wrong with this installation, and what to do."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from baigong.config.operations.doctor import ORGANS, Finding, examine


class Command(BaseCommand):
    """The doctor."""

    help = "Look at every organ of the installation. Exit code 0: well; 1: something is broken."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organs", nargs="*", choices=[*ORGANS, []], help="only these; all if none is named")
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, **options: Any) -> None:
        findings = list(examine(*options["organs"]))
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1))
        else:
            for finding in findings:
                self.stdout.write(self.line(finding))
        sys.exit(1 if any(finding.ok is False for finding in findings) else 0)

    def line(self, finding: Finding) -> str:
        mark = {True: self.style.SUCCESS("✓"), False: self.style.ERROR("✗"), None: self.style.WARNING("!")}[finding.ok]
        way_out = f"\n  → {finding.way_out}" if finding.way_out and not finding.ok else ""
        return f"{mark} {finding.organ}: {finding.words}{way_out}"
