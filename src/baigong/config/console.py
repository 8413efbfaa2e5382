"""The console command `baigong`: everything manage.py can, plus ours."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def value(arguments: Sequence[str], *, option: str) -> str:
    """What follows an option, empty if it is not there."""
    return arguments[arguments.index(option) + 1] if option in arguments[:-1] else ""


def environment(arguments: Sequence[str]) -> dict[str, str]:
    """What the words of a command mean for the settings, which are read before Django parses them."""
    told = {}
    if arguments[1:2] == ["serve"] and "--demo" in arguments:
        told["BAIGONG_DEMO"] = "1"
    if port := value(arguments, option="--port"):
        told["PORT"] = port
    if scene := value(arguments, option="--scene"):
        told["BAIGONG_DATA"] = os.environ.get("BAIGONG_DATA", f"var/{scene}")
    return told


def main(argv: list[str] | None = None) -> None:
    arguments = argv or sys.argv
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baigong.config.settings")
    os.environ.update(environment(arguments))
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 - after the environment
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - likewise

    try:
        execute_from_command_line(arguments)
    except ImproperlyConfigured as fault:
        sys.exit(str(fault))  # the sentences say what to set; where in the code it was noticed helps nobody


if __name__ == "__main__":
    main()
