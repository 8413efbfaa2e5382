"""The console command `baigong`: everything manage.py can, plus ours."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def environment(arguments: Sequence[str]) -> dict[str, str]:
    """What the words of a command mean for the settings, which are read before Django parses them."""
    told = {}
    if arguments[1:2] == ["serve"] and "--demo" in arguments:
        told["BAIGONG_DEMO"] = "1"
    if "--port" in arguments[:-1]:
        told["PORT"] = arguments[arguments.index("--port") + 1]
    return told


def main(argv: list[str] | None = None) -> None:
    arguments = argv or sys.argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baigong.config.settings")
    os.environ.update(environment(arguments))
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - after the environment

    execute_from_command_line(arguments)


if __name__ == "__main__":
    main()
