"""The console command `baigong`: everything manage.py can, plus ours."""

import os
import sys


def main(argv: list[str] | None = None) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baigong.config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - settings first

    execute_from_command_line(argv or sys.argv)


if __name__ == "__main__":
    main()
