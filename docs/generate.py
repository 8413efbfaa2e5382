"""Writes the reference pages that the code itself knows best."""

import argparse
import ast
import os
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path

import django
import engine

SRC = Path(__file__).parents[1] / "src" / "baigong"
OURS = (
    "backup",
    "breach",
    "clock",
    "doctor",
    "drill",
    "edition",
    "files",
    "held_letters",
    "rehearse",
    "reseal",
    "restore",
    "routes",
    "schools",
    "serve",
    "verify_receipt",
    "worker",
    "world",
)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [tuple(head), *[tuple(row) for row in rows]]
    marks = tuple("---" for _ in lines[0])
    cells = (
        [str(cell).replace("|", "\\|").replace("\n", " ") for cell in line] for line in [lines[0], marks, *lines[1:]]
    )
    return "\n".join("| " + " | ".join(line) + " |" for line in cells) + "\n"


def commands() -> str:
    from django.core.management import get_commands, load_command_class  # noqa: PLC0415 - apps must be ready

    known, pages = get_commands(), []
    for name in (name for name in OURS if name in known):
        parser: argparse.ArgumentParser = load_command_class(known[name], name).create_parser("baigong", name)
        parser.formatter_class = lambda prog: argparse.HelpFormatter(prog, width=100)
        told = StringIO()
        parser.print_help(told)
        pages.append(f"## baigong {name}\n\n```text\n{told.getvalue().partition('  --version')[0].rstrip()}\n```\n")
    return "# Commands\n\nBesides these, everything Django's `manage.py` can.\n\n" + "\n".join(pages)


def moves() -> str:
    from baigong.kit.moves import TABLES  # noqa: PLC0415 - apps must be ready

    pages = ["# What can become what\n\nEvery change of state is one row here, carried out by one verb.\n"]
    for model, rows in sorted(TABLES.items(), key=lambda item: item[0].__name__):
        told = ((move.name, " · ".join(move.sources), move.target, move.ability) for move in rows.values())
        pages.append(f"## {model.__name__}\n\n" + table(("move", "from", "to", "needs"), told))
    return "\n".join(pages)


def assigned(path: Path, *, name: str) -> ast.Dict:
    """Find the table that a module assigns to a name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.AnnAssign)
            and getattr(node.target, "id", "") == name
            and isinstance(node.value, ast.Dict)
        ):
            return node.value
    raise LookupError(name)


def rows(path: Path, *, name: str) -> list[tuple[str, str]]:
    found = assigned(path, name=name)
    return [
        (f"`{ast.unparse(key)}`", f"`{ast.unparse(value)}`")
        for key, value in zip(found.keys, found.values, strict=True)
        if key
    ]


def rights() -> str:
    told = table(("ability", "who"), rows(SRC / "config" / "policy.py", name="POLICY"))
    return "# Who may do what\n\nA view, a list, an API route and a button ask the same row.\n\n" + told


def consequences() -> str:
    told = table(("event", "what follows"), rows(SRC / "config" / "wiring.py", name="WIRING"))
    words = "Listeners run in the transaction of the event and only write a row or enqueue a job (`later`)."
    return f"# What happens when\n\n{words}\n\n{told}"


def addresses() -> str:
    from baigong.config.urls import DECLARED  # noqa: PLC0415 - apps must be ready
    from baigong.kit.http.routes import routes  # noqa: PLC0415 - apps must be ready

    told = (
        (f"`{one.pattern}`", one.name, ", ".join(one.door.methods), one.door.ability)
        for one in routes(DECLARED)
        if one.door
    )
    return "# Addresses\n\nAn address without a declared door stops the start.\n\n" + table(
        ("pattern", "name", "methods", "door"), told
    )


def edition_file() -> str:
    from baigong.domain.editions.document import Document  # noqa: PLC0415 - apps must be ready
    from baigong.portals.office.edition.shapes import Piece, shapes  # noqa: PLC0415 - apps must be ready

    def chapters(kind: Piece, path: str) -> Iterator[tuple[str, Piece]]:
        yield path, kind
        for one in shapes(kind):
            if one.inner:
                yield from chapters(one.inner, f"{path}.{one.field}".lstrip("."))

    told = (f"## {path or 'The edition'}\n\n{kind.__doc__}\n\n{fields(kind)}" for path, kind in chapters(Document, ""))
    return "# The edition file\n\nEvery field an edition has, part by part.\n\n" + "\n".join(told)


def fields(kind: type) -> str:
    from baigong.domain.editions.document.labels import label  # noqa: PLC0415 - apps must be ready
    from baigong.portals.office.edition.shapes import shapes  # noqa: PLC0415 - apps must be ready

    told = []
    for one in shapes(kind):
        name, holds, needed = label(kind, one.field), FORMS.get(one.name, one.name), "yes" if one.required else ""
        told.append((f"`{one.field}`", name.zh, name.en, holds, " · ".join(one.options), needed))
    return table(("field", "名稱", "name", "holds", "one of", "needed"), told)


FORMS = {
    "texts": "`.zh` and `.en`",
    "moment": '"2026-05-03 24:00"',
    "flag": "true or false",
    "reference": "a key",
    "references": "keys",
    "lines": "texts",
    "line": "text",
    "leaf": "one, on a line",
    "leaves": "several, each on a line",
    "part": "one part",
    "parts": "several parts",
}


PAGES: dict[str, Callable[[], str]] = {
    "commands": commands,
    "edition-file": edition_file,
    "moves": moves,
    "rights": rights,
    "consequences": consequences,
    "addresses": addresses,
    "fairjury": engine.page,
}


def write(folder: Path) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baigong.config.settings")
    django.setup()
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (folder / f"{name}.md").write_text(page(), encoding="utf-8")
