"""Writes the index, each database in its own way and with the same grams."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection, transaction

from baigong.kit.search.grams import pairs, searchable, singles
from baigong.kit.search.models import SearchText


class Words(NamedTuple):
    """The words of one thing."""

    object_id: int
    text: str


def index(kind: str, object_id: int, *, text: str) -> None:
    """Make a thing findable by this text, in place of what stood there before."""
    index_many(kind, [Words(object_id, text)])


def index_many(kind: str, words: Iterable[Words]) -> None:
    """The same for many at once."""
    rows = [SearchText(kind=kind, object_id=one.object_id, text=searchable(one.text)) for one in words]
    with transaction.atomic():
        forget(kind, [row.object_id for row in rows])
        SearchText.objects.bulk_create(rows, batch_size=500)
        _write_grams(rows)


def forget(kind: str, object_ids: Iterable[int]) -> None:
    """Take things out of the index."""
    gone = SearchText.objects.filter(kind=kind, object_id__in=list(object_ids))
    if connection.vendor == "sqlite":
        numbers = list(gone.values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_grams WHERE rowid = %s", [(one,) for one in numbers])
    gone.delete()


def _write_grams(rows: list[SearchText]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            grams = [(row.pk, " ".join(pairs(row.text)), " ".join(singles(row.text))) for row in rows]
            cursor.executemany("INSERT INTO search_grams (rowid, two, one) VALUES (%s, %s, %s)", grams)
        else:
            lists = [(sorted({*pairs(row.text), *singles(row.text)}), row.pk) for row in rows]
            cursor.executemany("UPDATE search_searchtext SET grams = array_to_tsvector(%s) WHERE id = %s", lists)
