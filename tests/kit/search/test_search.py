import random

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from baigong.kit.search.finding import find
from baigong.kit.search.indexing import Words, forget, index, index_many
from baigong.kit.search.models import SearchText

pytestmark = pytest.mark.django_db
TEXTS = [
    "臺中市海風高工把實習工場變成社區的修車廳，空氣品質也變好了。",
    "豬、牛、羊：畜牧科的 PBL 專題實作 2026，３Ｄ列印獸醫模型",
    "林𠮷祥老師與永續發展教育；永 續 兩字分開；自造字\ue123",
    "「永續」經營",
]


def things(texts: list[str]) -> dict[int, str]:
    """Rows of some table to be found, one a text; content types are the simplest that every database has."""
    rows = [ContentType(app_label="found", model=f"m{number}") for number in range(len(texts))]
    made = ContentType.objects.bulk_create(rows)
    index_many("text", [Words(row.pk, text) for row, text in zip(made, texts, strict=True)])
    return {row.pk: text for row, text in zip(made, texts, strict=True)}


def seen() -> QuerySet[ContentType]:
    return ContentType.objects.filter(app_label="found")


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("豬", [1]),
        ("永續", [2, 3]),
        ("永", [2, 3]),
        ("修車廳", [0]),
        ("空氣品質", [0]),
        ("台中", [0]),
        ("臺中市", [0]),
        ("pbl", [1]),
        ("ＰＢＬ專題", [1]),
        ("3d列印", [1]),
        ("2026", [1]),
        ("𠮷", [2]),
        ("林𠮷祥", [2]),
        ("\ue123", [2]),
        ("永續 教育", [2]),
        ("工場 品質", [0]),
        ("豬牛", []),
        ("廳空", []),
        ("續永", []),
        ("高工 豬", []),
        ("", []),
        ("，。", []),
        ('" OR "1', []),
        ("' & !x :*", []),
        ("one : x", []),
    ],
)
def test_words_of_every_length_are_found(query: str, hits: list[int]) -> None:
    rows = things(TEXTS)
    assert {rows[thing.pk] for thing in find("text", query, within=seen())} == {TEXTS[number] for number in hits}


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_every_stretch_of_a_sentence_is_found_again_and_nothing_else(length: int) -> None:
    chance = random.Random(length)
    letters = "技職力工場學生社區品質永續豬車廳的𠮷"
    texts = [
        "，".join("".join(chance.choices(letters, k=chance.randrange(1, 9))) for _ in range(20)) for _ in range(40)
    ]
    rows = things(texts)
    for text in texts:
        start = chance.randrange(len(text) - length)
        word = text[start : start + length]
        if "，" not in word:
            wanted = {pk for pk, other in rows.items() if word in other}
            assert set(find("text", word, within=seen()).values_list("pk", flat=True)) == wanted


def test_a_hit_outside_what_the_asker_may_see_is_never_shown_nor_counted() -> None:
    rows = things(TEXTS)
    hidden = next(iter(rows))
    assert find("text", "修車", within=seen().exclude(pk=hidden)).count() == 0


def test_a_changed_text_is_found_by_its_new_words_only() -> None:
    thing = next(iter(things(TEXTS)))
    index("text", thing, text="烘焙")
    assert list(find("text", "烘焙", within=seen()).values_list("pk", flat=True)) == [thing]
    assert not find("text", "修車廳", within=seen()).exists()


def test_what_was_forgotten_leaves_no_trace() -> None:
    thing = next(iter(things(TEXTS)))
    forget("text", [thing])
    assert not SearchText.objects.filter(object_id=thing).exists()
    assert not find("text", "修車廳", within=seen()).exists()


def test_one_kind_does_not_find_the_other() -> None:
    things(TEXTS)
    assert not find("other", "永續", within=seen()).exists()


def test_finding_is_one_query_however_many_words(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    things(TEXTS)
    with django_assert_num_queries(1):
        list(find("text", "永續 教育 林", within=seen()))
