"""Which texts the code and the templates show to people, read from the sources themselves."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

# name of the call → where its message and its context stand
CALLS = {
    "_": (0, None),
    "gettext": (0, None),
    "gettext_lazy": (0, None),
    "gettext_noop": (0, None),
    "ngettext": (0, None),
    "ngettext_lazy": (0, None),
    "pgettext": (1, 0),
    "pgettext_lazy": (1, 0),
    "npgettext": (1, 0),
    "npgettext_lazy": (1, 0),
}
QUOTED = r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
TEMPLATE_CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\({QUOTED}(?:,\s*{QUOTED})?")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One message as gettext knows it, and where it stands."""

    message: str
    context: str | None
    place: str


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def literal(call: ast.Call, position: int | None) -> str | None:
    node = call.args[position] if position is not None and position < len(call.args) else None
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def in_python(path: Path) -> Iterator[Text]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and name_of(node) in CALLS:
            message, context = (literal(node, position) for position in CALLS[name_of(node)])
            if message:
                yield Text(message, context, f"{path}:{node.lineno}")


def in_template(path: Path) -> Iterator[Text]:
    """Read what Django's own extractor sees, and `_("…")` inside the attributes of components, which it does not."""
    raw = path.read_text(encoding="utf-8")
    for match in (*TEMPLATE_CALL.finditer(templatize(raw)), *TEMPLATE_CALL.finditer(raw)):
        name, first, second = match[1], ast.literal_eval(match[2]), match[3] and ast.literal_eval(match[3])
        message, context = (second, first) if "pgettext" in name else (first, None)
        if message:
            yield Text(message, context, str(path))


def shown(root: Path) -> set[Text]:
    """Collect every text below a folder."""
    python = (text for path in root.rglob("*.py") if "migrations" not in path.parts for text in in_python(path))
    pages = (
        text for kind in ("html", "txt") for path in root.rglob(f"templates/**/*.{kind}") for text in in_template(path)
    )
    return {*python, *pages}
