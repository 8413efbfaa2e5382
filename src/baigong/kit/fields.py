"""Columns for values that Django does not know."""

from __future__ import annotations

from typing import Any

from django.db import models

from baigong.kit.text import Bilingual


class BilingualField(models.JSONField):
    """A text in Chinese and English in one JSON column; Python sees a `Bilingual`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(**kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Bilingual:
        return Bilingual.of(super().from_db_value(value, expression, connection))

    def to_python(self, value: Any) -> Bilingual:
        return value if isinstance(value, Bilingual) else Bilingual.of(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        return super().get_db_prep_value(value.data() if isinstance(value, Bilingual) else value, connection, prepared)
