"""`baigong routes`: every address with who may use it."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from baigong.config.examples import example
from baigong.config.urls import DECLARED
from baigong.kit.http.routes import Route, routes


class Command(BaseCommand):
    """All routes."""

    help = "List every address of the site with its methods and its policy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, as_json: bool, **_options: Any) -> None:
        rows = [self.row(route) for route in routes(DECLARED)]
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(
                "\n".join(f"{row['pattern']:<60} {row['policy']:<24} {' '.join(row['methods'])}" for row in rows)
            )

    def row(self, route: Route) -> dict[str, Any]:
        methods = list(route.door.methods) if route.door else []
        policy = route.door.ability if route.door else "undeclared"
        return {
            "name": route.name,
            "pattern": route.pattern,
            "methods": methods,
            "policy": str(policy),
            "example": example(route),
        }
