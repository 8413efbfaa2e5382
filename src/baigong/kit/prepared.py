"""A question that nearly every page asks: put into SQL once, from then on only sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


class Prepared(Generic[Row]):
    """`Prepared(lambda pk: Thing.objects.filter(owner=pk))(7)`: rows as the queryset would give them.

    Building a statement costs Django several times what it costs to run it. The values have to be the last parameters
    of the statement, in their order; this is checked when it is prepared.
    """

    def __init__(self, ask: Callable[..., QuerySet[Row]]) -> None:
        self.ask = ask
        self.known: dict[str, tuple[type[Row], str, tuple[Any, ...]]] = {}

    def __call__(self, *values: Any) -> list[Row]:
        model, sql, constants = self.known.get(connection.vendor) or self._prepare(*values)
        return list(model._base_manager.raw(sql, (*constants, *values)))  # noqa: SLF001

    def _prepare(self, *values: Any) -> tuple[type[Row], str, tuple[Any, ...]]:
        rows = self.ask(*values)
        sql, parameters = rows.query.sql_with_params()
        constants = tuple(parameters[: len(parameters) - len(values)])
        if (*constants, *values) != tuple(parameters):
            message = f"the values of {sql} do not stand last"
            raise ValueError(message)
        self.known[connection.vendor] = rows.model, sql, constants
        return self.known[connection.vendor]
