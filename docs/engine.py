"""Writes the reference of the judging engine from its own docstrings."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

ROOMS = (
    "fairjury",
    "fairjury.plan",
    "fairjury.assign",
    "fairjury.calibrate",
    "fairjury.reads",
    "fairjury.select",
    "fairjury.record",
    "fairjury.report",
    "fairjury.simulate",
    "fairjury.bench",
)
#: Refusals are raised by several rooms.
REFUSALS = ("fairjury.rules", ("Infeasible", "Rule"))


def page() -> str:
    head = (
        "# fairjury\n\nThe judging engine as a library. Arrays are numpy's, shapes stand in brackets: n entries, "
        "j judges, m reviews, c criteria, s draws. The command has its own help: `fairjury --help`. What is done to a "
        "score and why: {doc}`../../explanation/fair-judging`.\n\n"
    )
    rooms = [room(import_module(name)) for name in ROOMS]
    module, names = import_module(REFUSALS[0]), REFUSALS[1]
    return head + "\n".join([*rooms, chapter(module, names)])


def room(module: ModuleType) -> str:
    return chapter(module, [name for name in module.__all__ if not name.startswith("_")])


def chapter(module: ModuleType, names: Any) -> str:
    told = [f"## {module.__name__}\n", text(module), *(one(name, getattr(module, name)) for name in names)]
    return "\n".join(told)


def one(name: str, thing: Any) -> str:
    """A heading, the signature or fields, and the words."""
    if inspect.isclass(thing) or inspect.isfunction(thing):
        return f"### {name}\n\n```python\n{shape(name, thing)}\n```\n\n{text(thing)}"
    return f"### {name}\n\n```python\n{name}: {type(thing).__name__}\n```\n"


def shape(name: str, thing: Any) -> str:
    if inspect.isclass(thing):
        return "\n".join([f"class {name}", *fields(thing)])
    return signature(name, thing)


def fields(kind: type) -> Iterator[str]:
    """What a dataclass holds, then what else it answers."""
    if dataclasses.is_dataclass(kind):
        for field in dataclasses.fields(kind):
            if not field.name.startswith("_"):
                default = "" if field.default is dataclasses.MISSING else f" = {spoken(field.default)}"
                yield f"    {field.name}: {field.type}{default}"
    for name, thing in vars(kind).items():
        if isinstance(thing, property):
            yield f"    {name}: {inspect.get_annotations(thing.fget)['return']}  # {first_line(thing)}".rstrip(" #")


def spoken(default: object) -> str:
    """A default value, without the addresses of this run."""
    return repr(default) if isinstance(default, (int, float, str, tuple, type(None))) else "..."


def first_line(thing: object) -> str:
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def signature(name: str, thing: Any) -> str:
    """The arguments, one a line where they are many."""
    found = inspect.signature(thing)
    told = [re.sub(r": '(.*?)'", r": \1", str(each)) for each in found.parameters.values()]
    stars = [at for at, each in enumerate(found.parameters.values()) if each.kind is inspect.Parameter.KEYWORD_ONLY]
    if stars:
        told.insert(stars[0], "*")
    back = "" if found.return_annotation is inspect.Signature.empty else f" -> {found.return_annotation}"
    whole = f"{name}({', '.join(told)}){back}"
    return whole if len(whole) <= 100 else f"{name}(\n    " + ",\n    ".join(told) + f",\n){back}"


def text(thing: object) -> str:
    """The words as they stand in the code; tables keep their columns."""
    words = inspect.getdoc(thing) or ""
    if not words or words.startswith(getattr(thing, "__name__", "\0") + "("):  # a dataclass without words
        return ""
    first, _, rest = words.partition("\n")
    more = f"\n```text\n{rest.strip()}\n```\n" if rest.strip() else ""
    return f"{escaped(first)}\n{more}"


def escaped(words: str) -> str:
    return "".join(f"\\{letter}" if letter in "*_<>[]{}" else letter for letter in words)
