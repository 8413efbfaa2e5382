"""Makes the table of the database cache."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def make(_apps: Any, editor: Any) -> None:
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """The cache that all processes share without another service."""

    initial = True
    operations = (migrations.RunPython(make, migrations.RunPython.noop),)
