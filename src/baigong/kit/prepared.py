"""A question that many pages ask: put into SQL once, from then on only sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any, Generic, NoReturn, TypeVar

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row")
INSTANT = re.compile(r"\d{4}-\d\d-\d\d")
KEPT = 64  # shapes of one question; more than that come from shapes nobody asks for again
# Numbers that fit a column of 32 bits: of a larger one Django knows on PostgreSQL that no row can have it.
SAMPLES: dict[type, Callable[[int], Any]] = {int: lambda n: 2_147_000_001 + n, str: lambda n: f"\x01value-{n}\x02"}


@dataclass(frozen=True, slots=True)
class Statement:
    """What Django made of a question: SQL, parameters, and for each value its kind and where it stands among them."""

    rows: QuerySet[Any, Any]
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[type, tuple[int, ...]], ...]
    readers: list[Callable[[Sequence[Sequence[Any]]], list[Any]]] = field(default_factory=list)

    @classmethod
    def of(cls, ask: Callable[..., QuerySet[Any, Any]], kinds: Sequence[type], shape: dict[str, Any]) -> Statement:
        """Compile with values that nobody has; each has to come out as it went in, else none could take its place."""
        samples = [SAMPLES[kind](number) for number, kind in enumerate(kinds)]
        with connection.execute_wrapper(_refuse_to_look):
            rows = ask(*samples, **shape)
            compiler = rows.query.get_compiler(rows.db)
            sql, parameters = compiler.as_sql()
        places = [
            tuple(place for place, known in enumerate(parameters) if _bare(known) == sample) for sample in samples
        ]
        if not all(places):
            message = f"a value is not among the parameters of {sql}"
            raise ValueError(message)
        if any(isinstance(known, datetime | date) or INSTANT.match(str(known)) for known in parameters):
            message = f"an instant would stay that of the first asking in {sql}"
            raise ValueError(message)
        return cls(rows, compiler, sql, tuple(parameters), tuple(zip(kinds, places, strict=True)))

    def send(self, values: Sequence[Any]) -> list[Any]:
        """The rows for these values."""
        parameters = list(self.parameters)
        for (kind, places), value in zip(self.places, values, strict=True):
            for place in places:
                parameters[place] = _put(kind(value), parameters[place])
        connection = connections[self.rows.db]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, parameters)
            found = cursor.fetchall()
        if not self.readers:
            self.readers.append(Objects.of(self) or partial(_as_django_reads, self))
        return self.readers[0](found)


@dataclass(frozen=True, slots=True)
class Objects:
    """Makes rows into objects as the queryset would; what Django works out anew at each asking is worked out once."""

    model: type[Model]
    database: str
    names: list[str]
    own: slice
    related: list[Any]
    annotated: dict[str, int]
    converters: list[tuple[int, tuple[list[Callable[..., Any]], Any]]]

    @classmethod
    def of(cls, statement: Statement) -> Objects | None:
        """None for a question that asks for something else than objects."""
        rows: Any = statement.rows
        compiler: Any = statement.compiler
        if rows._iterable_class is not ModelIterable or rows._known_related_objects:  # noqa: SLF001
            return None
        info = compiler.klass_info
        own = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        return cls(
            info["model"],
            rows.db,
            [column[0].target.attname for column in compiler.select[own]],
            own,
            get_related_populators(info, compiler.select, rows.db),  # type: ignore[call-arg]  # stubs of a later Django
            compiler.annotation_col_map or {},
            list(converters.items()),
        )

    def __call__(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        connection = connections[self.database]
        return [self._object(list(row), connection) for row in found]

    def _object(self, row: list[Any], connection: BaseDatabaseWrapper) -> Any:
        for place, (convert, expression) in self.converters:
            for one in convert:
                row[place] = one(row[place], expression, connection)
        made = self.model.from_db(self.database, self.names, row[self.own])
        for populator in self.related:
            populator.populate(row, made)
        for name, place in self.annotated.items():
            setattr(made, name, row[place])
        return made


def _as_django_reads(statement: Statement, found: Sequence[Sequence[Any]]) -> list[Any]:
    """Tuples, values and the like: by the queryset's own means, with a compiler that has nothing left to do."""
    rows: Any = statement.rows
    told: Any = statement.compiler
    cut = [row[: told.col_count] for row in found] if told.has_extra_select else found
    compiler = _twin(told, connection=connections[rows.db], execute_sql=lambda *_args, **_options: [cut])
    query = _twin(rows.query, get_compiler=lambda *_args, **_options: compiler)
    return list(rows._iterable_class(_twin(rows, _query=query)))  # noqa: SLF001 - as the queryset itself would


def _twin(thing: Any, **changed: Any) -> Any:
    """The same thing with other attributes; Django's own way of copying it takes longer than the question."""
    twin = object.__new__(type(thing))
    twin.__dict__.update(thing.__dict__, **changed)
    return twin


def _refuse_to_look(*_about: Any) -> NoReturn:
    """What a question is may not hang on rows, which will be others at the next asking."""
    message = "a prepared question looked into the database while it was put together"
    raise ValueError(message)


def _bare(parameter: Any) -> Any:
    """What is looked for, where it may stand anywhere or at the end of a text."""
    return parameter.strip("%") if isinstance(parameter, str) else parameter


def _put(value: Any, sample: Any) -> Any:
    """A value in the place of its sample: as it is, or between the wild cards that stand around it."""
    if not isinstance(sample, str) or "%" not in sample:
        return value
    return sample.replace(_bare(sample), connection.ops.prep_for_like_query(value))


class Prepared(Generic[Row]):
    """`Prepared(lambda pk: Thing.objects.filter(owner=pk))(7)`: the list that the queryset would give.

    Building a statement costs Django several times what it costs to run it. Values are numbers and texts; what goes by
    name (a page, an order) belongs to the shape of the question, and each shape is built by itself. Related rows,
    columns, groups and slices may be asked for; what is prefetched is not prepared.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Row]]) -> None:
        self.ask = ask
        self.known: dict[tuple[Any, ...], Statement] = {}

    def __call__(self, *values: Any, **shape: Any) -> list[Row]:
        kinds = [str if isinstance(value, str) else int for value in values]
        key = (connection.vendor, *kinds, *shape.items())
        if (statement := self.known.get(key)) is None:
            statement = Statement.of(self.ask, kinds, shape)
            if len(self.known) >= KEPT:
                self.known.clear()
            self.known[key] = statement
        return statement.send(values)

    def first(self, *values: Any, **shape: Any) -> Row | None:
        """The first row, if there is one; the question itself says how many are fetched."""
        return next(iter(self(*values, **shape)), None)
