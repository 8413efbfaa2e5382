"""A question that many pages ask: put into SQL once, from then on only sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, NoReturn, TypeVar

from django.db import connection, connections
from django.db.models import QuerySet
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
    converters: list[dict[int, Any]] = field(default_factory=list)

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
        """The rows for these values: by the queryset's own means, with a compiler that has nothing left to do."""
        parameters = list(self.parameters)
        for (kind, places), value in zip(self.places, values, strict=True):
            for place in places:
                parameters[place] = _put(kind(value), parameters[place])
        rows: Any = self.rows
        compiler = _twin(
            self.compiler,
            connection=connections[rows.db],
            as_sql=lambda *_args, **_options: (self.sql, tuple(parameters)),
            get_converters=self._converters,
        )
        query = _twin(rows.query, get_compiler=lambda *_args, **_options: compiler)
        return list(rows._iterable_class(_twin(rows, _query=query)))  # noqa: SLF001 - as the queryset itself would

    def _converters(self, fields: list[Any]) -> dict[int, Any]:
        """What turns columns into values: the same at each asking."""
        if not self.converters:
            self.converters.append(self.compiler.get_converters(fields))
        return self.converters[0]


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
