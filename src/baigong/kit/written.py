"""A new row, written by a statement that is put together once for each kind of row."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.db import connections, models, router

Thing = TypeVar("Thing", bound=models.Model)
Columns = tuple["models.Field[object, object]", ...]


def write(thing: Thing) -> Thing:
    """Insert a row that is not there yet, with its number; Django puts such a statement together anew each time.

    For plain models alone: no parents, no key of their own making, nobody who listens to a save.
    """
    connection = connections[router.db_for_write(type(thing))]
    columns, sql = _statement(type(thing), connection.alias)
    values = [field.get_db_prep_save(field.pre_save(thing, add=True), connection) for field in columns]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        [thing.pk] = cursor.fetchone()
    thing._state.adding, thing._state.db = False, connection.alias  # noqa: SLF001 - as a save leaves it
    return thing


@cache
def _statement(model: type[models.Model], alias: str) -> tuple[Columns, str]:
    """The columns in their order, and the statement that fills them."""
    quoted: Callable[[Any], str] = connections[alias].ops.quote_name
    meta = model._meta  # noqa: SLF001 - what a model says of itself
    columns = tuple(field for field in meta.concrete_fields if not field.primary_key)
    names = ", ".join(quoted(field.column) for field in columns)
    marks = ", ".join("%s" for _column in columns)
    key = quoted(meta.pk.column)
    return columns, f"INSERT INTO {quoted(meta.db_table)} ({names}) VALUES ({marks}) RETURNING {key}"  # noqa: S608
