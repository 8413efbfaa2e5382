"""Every row that names a person, whichever chapter it is of."""
# ruff: noqa: SLF001 (what a table is made of is told by its _meta, and hidden columns by no other manager)

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import ForeignKey, Model, Q, QuerySet, UniqueConstraint

from baigong.domain.people.models import Person

#: Of an account rather than of a person: they stay with it, or end with it.
STAY = frozenset({"people.Person", "people.Erasure", "people.AccountMerge", "usersessions.UserSession"})

Column = ForeignKey[Person, Person]
Unique = tuple[tuple[str, ...], Q]


def columns() -> Iterator[tuple[type[Model], Column]]:
    """Every column of every table that refers to people."""
    for model in apps.get_models():
        if model._meta.label not in STAY:
            for field in model._meta.local_fields:
                if isinstance(field, ForeignKey) and field.related_model is Person:
                    yield model, field


def movable(other: Person, *, into: Person) -> dict[str, list[int]]:
    """Keys of the rows of `other` by "app.Model.column", without those that `into` has its own of already."""
    found = {f"{model._meta.label}.{column.name}": _free(model, column, other, into) for model, column in columns()}
    return {name: keys for name, keys in found.items() if keys}


def _free(model: type[Model], column: Column, other: Person, into: Person) -> list[int]:
    rows: QuerySet[Model] = model._base_manager.filter(**{column.name: other})
    keys: set[int] = set(rows.values_list("pk", flat=True))
    for fields, condition in _uniques(model, column):
        own = model._base_manager.filter(condition, **{column.name: into})
        taken = {row[1:] for row in own.values_list("pk", *fields)}
        keys -= {row[0] for row in rows.filter(condition).values_list("pk", *fields) if row[1:] in taken}
    return sorted(keys)


def _uniques(model: type[Model], column: Column) -> Iterator[Unique]:
    """What there can be one of per person: the other columns of each constraint, and for which rows it holds."""
    for fields, condition in _constraints(model, column):
        if column.name in fields:
            yield tuple(name for name in fields if name != column.name), condition


def _constraints(model: type[Model], column: Column) -> Iterator[Unique]:
    for one in model._meta.constraints:
        if isinstance(one, UniqueConstraint):
            yield tuple(one.fields), one.condition or Q()
    for together in model._meta.unique_together:
        yield tuple(together), Q()
    if column.unique:
        yield (column.name,), Q()
