"""Lets a test empty even the tables that nobody may ever empty in earnest."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

GUARDS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE%'",
    "postgresql": "SELECT DISTINCT tgrelid::regclass::text, '' FROM pg_trigger WHERE NOT tgisinternal",
}


@contextmanager
def unguarded() -> Iterator[None]:
    """Take the guarding triggers away for a moment."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(GUARDS[connection.vendor])
        guards = cursor.fetchall()
        for name, _sql in guards:
            cursor.execute(
                f'DROP TRIGGER "{name}"'
                if connection.vendor == "sqlite"
                else f"ALTER TABLE {name} DISABLE TRIGGER USER"
            )
        yield
        for name, sql in guards:
            cursor.execute(sql or f"ALTER TABLE {name} ENABLE TRIGGER USER")


def install(monkeypatch: Any) -> None:
    kind = type(connection.ops)
    plain: Callable[[Any, Sequence[str]], None] = kind.execute_sql_flush

    def flush(ops: Any, statements: Sequence[str]) -> None:
        with unguarded():
            plain(ops, statements)

    monkeypatch.setattr(kind, "execute_sql_flush", flush)
