"""Rows written and changed by statements that are put together once for each kind of row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from django.db import connections, models, router

Thing = TypeVar("Thing", bound=models.Model)
Columns = tuple["models.Field[object, object]", ...]


def write(thing: Thing) -> Thing:
    """Insert a row that is not there yet, with its key; Django puts such a statement together anew each time.

    For plain models alone: no parents, nobody who listens to a save.
    """
    connection = connections[router.db_for_write(type(thing))]
    columns, sql = _statement(type(thing), connection.alias)
    values = [field.get_db_prep_save(field.pre_save(thing, add=True), connection) for field in columns]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        [thing.pk] = cursor.fetchone()
    thing._state.adding, thing._state.db = False, connection.alias  # noqa: SLF001 - as a save leaves it
    return thing


def change(model: type[models.Model], values: Mapping[str, Any], **where: Any) -> int:
    """Put values into the rows of which all of `where` is true (nothing of it None); how many there were."""
    connection = connections[router.db_for_write(model)]
    columns, sql = _changing(model, connection.alias, tuple(values), tuple(where))
    told = zip(columns, (*values.values(), *where.values()), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(sql, [field.get_db_prep_save(value, connection) for field, value in told])
        return int(cursor.rowcount)


@cache
def _statement(model: type[models.Model], alias: str) -> tuple[Columns, str]:
    """The columns in their order, and the statement that fills them."""
    quoted: Callable[[Any], str] = connections[alias].ops.quote_name
    meta = model._meta  # noqa: SLF001 - what a model says of itself
    columns = tuple(field for field in meta.concrete_fields if field is not meta.auto_field)
    names = ", ".join(quoted(field.column) for field in columns)
    marks = ", ".join("%s" for _column in columns)
    key = quoted(meta.pk.column)
    return columns, f"INSERT INTO {quoted(meta.db_table)} ({names}) VALUES ({marks}) RETURNING {key}"  # noqa: S608


@cache
def _changing(
    model: type[models.Model], alias: str, names: tuple[str, ...], where: tuple[str, ...]
) -> tuple[Columns, str]:
    """The columns that are written and then those that are asked for, and the statement."""
    quoted: Callable[[Any], str] = connections[alias].ops.quote_name
    meta = model._meta  # noqa: SLF001 - likewise
    known = {"pk": meta.pk} | {field.name: field for field in meta.concrete_fields}
    columns = tuple(known[name] for name in (*names, *where))
    marked = [f"{quoted(field.column)} = %s" for field in columns]
    new, asked = ", ".join(marked[: len(names)]), " AND ".join(marked[len(names) :])
    return columns, f"UPDATE {quoted(meta.db_table)} SET {new} WHERE {asked}"  # noqa: S608
