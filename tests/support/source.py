"""The project's own source, read as trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"
FORKS = (
    ast.If,
    ast.For,
    ast.AsyncFor,
    ast.While,
    ast.IfExp,
    ast.ExceptHandler,
    ast.comprehension,
    ast.match_case,
    ast.Assert,
)


@cache
def modules() -> tuple[Path, ...]:
    """Every module we wrote; migrations are generated."""
    return tuple(path for path in sorted(SRC.rglob("*.py")) if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def templates() -> list[Path]:
    return [path for path in sorted(SRC.rglob("*")) if path.is_file() and "templates" in path.parts]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else path.name


@dataclass(frozen=True, slots=True)
class Function:
    """One function: where it stands, how long it is, how many ways lead through it."""

    place: str
    lines: int
    complexity: int


def complexity(node: ast.AST) -> int:
    """One plus the decisions, nested functions included."""
    forks = sum(isinstance(inner, FORKS) for inner in ast.walk(node))
    return 1 + forks + sum(len(inner.values) - 1 for inner in ast.walk(node) if isinstance(inner, ast.BoolOp))


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Function(f"{short(path)}:{node.lineno} {node.name}", length, complexity(node))
