"""Only actions.py writes to the database."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.source import SRC, modules, short, tree

MANAGER_WRITES = set(
    "create bulk_create bulk_update get_or_create update_or_create update delete acreate abulk_create abulk_update"
    " aget_or_create aupdate_or_create aupdate adelete _raw_delete".split()
)
ROW_WRITES = {"save", "asave", "delete", "adelete", "save_base"}
SELECTS = set(
    "all filter exclude using select_for_update order_by get_queryset objects _base_manager _default_manager".split()
)


def chain(node: ast.expr) -> Iterator[str]:
    """Name every link of `a.b(…).c`, the outermost first."""
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute):
            yield node.attr
            node = node.value
        else:
            node = node.func
    if isinstance(node, ast.Name):
        yield node.id


def is_write(call: ast.Call) -> bool:
    """Tell whether a call is a row's `save()` or `delete()`, or a write on a manager or a query."""
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr in ROW_WRITES and not call.args:
        return True
    return call.func.attr in MANAGER_WRITES and bool(SELECTS & set(chain(call.func.value)))


def writes(module: ast.Module) -> list[int]:
    return [node.lineno for node in ast.walk(module) if isinstance(node, ast.Call) and is_write(node)]


DJANGO_WRITES_HERE = {"baigong/domain/people/managers.py"}  # sign-in packages make accounts through the manager


def may_write(path: Path) -> bool:
    """Actions may, and the kit, which keeps the rows of its own machines: audit, outbox, jobs, files."""
    room = path.relative_to(SRC)
    return (
        str(room) in DJANGO_WRITES_HERE
        or "actions" in {path.stem, *room.parts[3:-1]}
        or room.parts[:2] == ("baigong", "kit")
    )


def test_only_actions_write() -> None:
    found = {short(path): writes(tree(path)) for path in modules() if not may_write(path)}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        "entry.save()",
        "entry.save(update_fields=['state'])",
        "entry.delete()",
        "Entry.objects.create(title='x')",
        "Entry.objects.filter(pk=1).update(state='x')",
        "Entry.objects.filter(pk=1).order_by('pk').delete()",
        "entry.members.all().delete()",
        "Entry.objects.bulk_create(rows)",
    ],
)
def test_a_write_is_seen(line: str) -> None:
    assert writes(ast.parse(line)) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "seen.update(key=1)",
        "digest.update(b'x')",
        "storage.save('name', content)",
        "cache.delete('key')",
        "make.create(1)",
    ],
)
def test_what_only_looks_like_one_is_not(line: str) -> None:
    assert writes(ast.parse(line)) == []
