"""How long 1,000 certificates take; run `python -m benchmarks.certificates [COUNT]`."""

import json
import os
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

GOAL_SECONDS = 10
AT = datetime(2026, 7, 24, 2, tzinfo=UTC)


def certificate(number: int) -> dict[str, object]:
    from baigong.kit.documents.rendering import qr_svg

    return {
        "edition": {"zh": "第二屆技職力100", "en": "TOP 100 Skills, second edition"},
        "prize": {"zh": "TOP 100", "en": "TOP 100"},
        "names": {"zh": ["王小明", "林𠮷祥", f"第{number}位"], "en": ["Wang Xiao-Ming", "Lin Ji-Xiang"]},
        "units": ["海風高級工業職業學校", "日昇精密工業"],
        "title": {"zh": f"把實習工場變成社區的修車廳之{number}", "en": f"A workshop for the neighbourhood, {number}"},
        "issuer": {"zh": "籌備委員會", "en": "Organising Committee"},
        "date": {"zh": "中華民國 115 年 7 月 24 日", "en": "24 July 2026"},
        "code": f"7K3M-9QWD-{number:04}",
        "qr": qr_svg(f"https://example.org/check/7K3M9QWD{number:04}/"),
    }


def measure(count: int) -> dict[str, object]:
    from baigong.kit.documents.rendering import render_pdf

    start, size = time.perf_counter(), 0
    for number in range(count):
        size += len(render_pdf("certificate", certificate(number), language="zh-hant", at=AT))
    seconds = round(time.perf_counter() - start, 2)
    return {"count": count, "seconds": seconds, "each_kb": round(size / count / 1000, 1), "goal_seconds": GOAL_SECONDS}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baigong.config.settings")
    import django

    django.setup()
    result = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    target = Path("build/bench/certificates.json")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(result) + "\n")
    print(json.dumps(result))  # noqa: T201 a benchmark speaks


if __name__ == "__main__":
    main()
