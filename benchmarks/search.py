"""How long a search takes among 5,000 and 20,000 texts; run `python -m benchmarks.search [COUNT…]`."""

import json
import os
import random
import statistics
import sys
import time
from pathlib import Path

WORDS = (
    "技職教育 實習工場 產學合作 專題實作 空氣品質 永續發展 豬隻飼養 機械加工 餐飲服務 證照檢定 社區修車 課程設計 "
    "教學創新 跨域學習 職涯探索 智慧製造 烘焙食品 護理照顧 木工家具 農業科技 電動車輛 數位行銷 觀光導覽 無人機"
).split()
QUERIES = ("豬", "永續", "修車", "飼養", "證照檢", "無人機", "實習工場", "電動車輛", "永續 木工", "pbl")
SIZE = 600
ROUNDS = 20
LETTERS = [chr(0x4E00 + 7 * number) for number in range(2500)]
COMMON = [1 / (10 + number) for number in range(2500)]  # as in running text: few characters make most of it


def text(chance: random.Random) -> str:
    """About 600 characters with the distribution of running text, and three of the words people look for."""
    letters = chance.choices(LETTERS, weights=COMMON, k=SIZE)
    for word in chance.sample(WORDS, 3):
        letters[chance.randrange(SIZE)] = word + "，"
    return "".join(letters) + (" PBL" if chance.random() < 0.05 else "")


def fill(count: int) -> None:
    from django.contrib.contenttypes.models import ContentType

    from baigong.kit.search.indexing import Words, index_many

    chance = random.Random(count)
    rows = ContentType.objects.bulk_create([ContentType(app_label=f"bench{count}", model=str(n)) for n in range(count)])
    for start in range(0, count, 500):
        index_many(f"bench{count}", [Words(row.pk, text(chance)) for row in rows[start : start + 500]])


def spent_ms(kind: str, query: str) -> tuple[float, float]:
    """Wall time and our own processor time (which is all of it on SQLite)."""
    from django.contrib.contenttypes.models import ContentType

    from baigong.kit.search.finding import find

    begun, worked = time.perf_counter(), time.process_time()
    list(find(kind, query, within=ContentType.objects.order_by("pk"))[:24])
    return 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked)


def recall(kind: str, query: str) -> float:
    """Compare with reading every text."""
    from django.contrib.contenttypes.models import ContentType

    from baigong.kit.search.finding import find
    from baigong.kit.search.models import SearchText

    wanted = sum(all(word in text for word in query.split()) for text in texts_of(SearchText, kind))
    return find(kind, query, within=ContentType.objects.all()).count() / wanted if wanted else 1.0


def texts_of(model: type, kind: str) -> list[str]:
    return list(model.objects.filter(kind=kind).values_list("text", flat=True))  # type: ignore[attr-defined]


def measure(count: int) -> dict[str, object]:
    start = time.perf_counter()
    fill(count)
    indexed = round(time.perf_counter() - start, 1)
    spent = [spent_ms(f"bench{count}", query) for query in QUERIES * ROUNDS]
    found = min(recall(f"bench{count}", query) for query in QUERIES)
    walls, cpus = ([round(one, 2) for one in figures(column)] for column in zip(*spent, strict=True))
    return {"texts": count, "index_s": indexed, "wall_ms": walls, "cpu_ms": cpus, "recall": found}


def figures(times: tuple[float, ...]) -> tuple[float, float]:
    """Median and the 95th of a hundred."""
    return statistics.median(times), statistics.quantiles(times, n=20)[-1]


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baigong.config.settings")
    import django

    django.setup()
    from django.db import connection

    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    counts = [int(one) for one in sys.argv[1:]] or [5000, 20000]
    results = [{"database": connection.vendor, **measure(count)} for count in counts]
    connection.creation.destroy_test_db(before, verbosity=0)
    print(json.dumps(results))
    target = Path("build/bench/search.json")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(results) + "\n")


if __name__ == "__main__":
    main()
