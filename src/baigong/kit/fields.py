"""Columns for values that Django does not know."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import F, Func, Value

from baigong.kit.sealing import seal, unseal
from baigong.kit.text import Bilingual


@lru_cache(maxsize=1024)
def _read(words: str) -> Bilingual:
    return Bilingual.of(json.loads(words))


class BilingualField(models.JSONField):
    """A text in Chinese and English in one JSON column; Python sees a `Bilingual`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(**kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Bilingual:
        """A column holds few texts over and over: the same words are read once."""
        if isinstance(value, str):
            return _read(value)
        return Bilingual.of(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> Bilingual:
        return value if isinstance(value, Bilingual) else Bilingual.of(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        return super().get_db_prep_value(value.data() if isinstance(value, Bilingual) else value, connection, prepared)


class SealedField(models.TextField):  # type: ignore[type-arg] # a column of text, whatever its words are worth
    """A text that is encrypted in the database; it can be read and written, and neither sought nor sorted by."""

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> str | None:
        return unseal(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return seal(text) if text else text

    def get_lookup(self, lookup_name: str) -> Any:
        """Empty or not is all that can be asked."""
        return super().get_lookup(lookup_name) if lookup_name in {"exact", "isnull"} else None


def text_at(column: str, key: str) -> Func:
    """The text under one key of a JSON column, read once; Django's own way reads it three times on SQLite."""
    return Func(
        F(column), Value(key), arg_joiner=" ->> ", template="(%(expressions)s)", output_field=models.TextField()
    )
