"""Finds things by their words, and only among those the asker may see."""

from __future__ import annotations

from typing import TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from baigong.kit.search.grams import has_lone_han, pairs, pieces, singles, terms
from baigong.kit.search.models import SearchText

Thing = TypeVar("Thing", bound=Model)
MOST_TERMS = 8
ON_SQLITE = "SELECT rowid FROM search_grams WHERE search_grams MATCH %s"
ON_POSTGRESQL = "SELECT id FROM search_searchtext WHERE grams @@ %s::tsquery AND text ~ %s"
BETWEEN = (
    "[[:space:][:punct:]]*"  # what may stand between two scripts of one word: 「PBL 專題」 is found by 「PBL專題」
)


def find(kind: str, query: str, *, within: QuerySet[Thing]) -> QuerySet[Thing]:
    """Narrow a queryset, already cut down to what the asker may see, to what holds every word of the query.

    Words are what stands between spaces; a Chinese word matches anywhere in a sentence. A query without any word finds
    nothing. Order, count and pages come from `within` alone.
    """
    words = list(terms(query))[:MOST_TERMS]
    if not words:
        return within.none()
    texts = SearchText.objects.filter(kind=kind)
    for word in words:
        texts = texts.filter(pk__in=_holding(word))
    return within.filter(pk__in=texts.values("object_id"))


def _holding(term: str) -> RawSQL:
    column, grams = ("one", singles(term)) if has_lone_han(term) else ("two", pairs(term))
    if connection.vendor == "sqlite":
        return RawSQL(ON_SQLITE, (f'{column} : "{" ".join(grams)}"',))  # noqa: S611 (words are parameters)
    return RawSQL(ON_POSTGRESQL, (" & ".join(sorted(set(grams))), BETWEEN.join(pieces(term))))  # noqa: S611 (words are parameters)
