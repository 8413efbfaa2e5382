"""What has to be in place before the first request: tables, static files, the demo year."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def pending_migrations() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrate() -> bool:
    """Bring the tables in step; true if there was something to do."""
    if not pending_migrations():
        return False
    call_command("migrate", interactive=False, verbosity=0)
    return True


def collect_static() -> bool:
    """Gather the static files with their hashed names, unless they were gathered for good, as in an image."""
    if settings.WHITENOISE_USE_FINDERS or is_for_good(Path(str(settings.STATIC_ROOT))):
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    return True


def is_for_good(folder: Path) -> bool:
    return folder.exists() and not os.access(folder, os.W_OK)
