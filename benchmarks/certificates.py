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

    title = f"把實習工場變成社區的修車廳之{number}"
    return {
        "edition": {"zh": "第二屆 技職力100", "en": "The 2nd TOP 100 Skills"},
        "prize": {"zh": "TOP 100", "en": "TOP 100"},
        "names": {"zh": ["王小明", "林𠮷祥", f"第{number}位"], "en": ["Wang Xiao-Ming", "Lin Ji-Xiang"]},
        "units": ["海風高級工業職業學校", "日昇精密工業"],
        "title": {"zh": "獲獎證書", "en": "Certificate of Award"},
        "body": {
            "zh": f"茲證明王小明等 3 人以「{title}」入選第二屆 技職力100 TOP 100。",
            "en": f"This certifies {number}.",
        },
        "signed_by": [
            {"zh": "主辦單位代表", "en": "For the organiser"},
            {"zh": "評審團召集人", "en": "Chair of the jury"},
        ],
        "issuer": {"zh": "籌備委員會", "en": "Organising Committee"},
        "date": {"zh": "民國 115 年 7 月 24 日（五）", "en": "Fri 24 July 2026"},
        "code": f"7K3M9-QWD2H-XABCD-EFGHJ-{number:05}",
        "qr": qr_svg(f"https://example.org/check/7k3m9qwd2hxabcdefghj{number:06}/"),
    }


def measure(count: int) -> dict[str, object]:
    from baigong.kit.documents.rendering import render_pdf

    start, worked, size = time.perf_counter(), time.process_time(), 0
    for number in range(count):
        size += len(render_pdf("certificate", certificate(number), language="zh-hant", at=AT))
    seconds = round(time.perf_counter() - start, 2)
    cpu = round(time.process_time() - worked, 2)
    return {
        "count": count,
        "seconds": seconds,
        "cpu_seconds": cpu,
        "each_kb": round(size / count / 1000, 1),
        "goal_seconds": GOAL_SECONDS,
    }


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baigong.config.settings")
    import django

    django.setup()
    result = measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    target = Path("build/bench/certificates.json")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(result) + "\n")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
