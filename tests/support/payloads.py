"""Two hundred ways to smuggle a script into words; run, it appends some to each text that a world keeps."""

from __future__ import annotations

import re
import sys
from itertools import count, product
from typing import Any

OUT = ("", '">', "'>", "</textarea>", "</title>", "</script>", "</style>", "-->", "</template>", "]]>")
IN = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
    "<a href=javascript:alert(1)>x</a>",
    "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>",
    "<body onload=alert(1)>",
    "<video src=x onerror=alert(1)></video>",
    "<math><a xlink:href=javascript:alert(1)>x</a></math>",
    "<p style=animation-name:x onanimationstart=alert(1)>x</p>",
    '" autofocus onfocus=alert(1) x="',
    "' autofocus onfocus=alert(1) x='",
    '{{ constructor.constructor("alert(1)")() }}',
    "{% debug %}{{ request }}",
    "\\u003cscript\\u003ealert(1)//",
    "';alert(1);//",
    "${alert(1)}",
    "[x](javascript:alert(1)) <javascript:alert(1)>",
)
PAYLOADS = [before + body for before, body in product(OUT, IN)]
A_TEXT = 40  # payloads in a row; five starts and every text has held them all
WORDS = re.compile(r"[\u4e00-\u9fff]")  # what people write here has a Chinese character in it
LEFT = {"editions_editionversion", "sheets_sheet"}  # documents that are read by their digest


def spoilt(value: Any, payload: Any) -> Any:
    """The value with payloads at the end of each of its texts."""
    if isinstance(value, str):
        return value + next(payload) if WORDS.search(value) else value
    if isinstance(value, dict):
        return {key: spoilt(one, payload) for key, one in value.items()}
    return [spoilt(one, payload) for one in value] if isinstance(value, list) else value


def spoil(start: int) -> int:
    """Every stored text that people wrote; how many texts there were."""
    from django.apps import apps  # noqa: PLC0415 - after django.setup
    from django.db import transaction  # noqa: PLC0415 - likewise

    numbers = count(start)
    payload = ("".join((PAYLOADS * 2)[number % len(PAYLOADS) :][:A_TEXT]) for number in numbers)
    with transaction.atomic():
        for model in apps.get_models():
            if model._meta.db_table not in LEFT and model._meta.app_label != "audit":  # the log is sealed
                _spoil(model, payload)
    return next(numbers) - start


def _spoil(model: Any, payload: Any) -> None:
    fields = [field for field in model._meta.concrete_fields if _holds_words(field)]
    for row in model._base_manager.only("pk", *(field.attname for field in fields)) if fields else ():
        before = {field.attname: getattr(row, field.attname) for field in fields}
        after = {name: spoilt(value, payload) for name, value in before.items()}
        if after != before:
            model._base_manager.filter(pk=row.pk).update(**after)


def _holds_words(field: Any) -> bool:
    kind = field.get_internal_type()
    return kind in {"TextField", "JSONField"} or (kind == "CharField" and not field.choices)


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(f"{spoil(int(sys.argv[1]))}\n")
