"""On which line of an edition file each value stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

TABLES = re.compile(r"\s*\[\[([^\]]+)\]\]")
TABLE = re.compile(r"\s*\[([^\]]+)\]")
KEY = re.compile(r"\s*([\w.\-]+)\s*=")
TOKENS = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]')


@dataclass
class Lines:
    """Reads a file line by line and remembers where every table, key and element of a list begins."""

    found: dict[Path, int] = field(default_factory=dict)
    table: Path = ()
    key: Path = ()
    sizes: dict[Path, int] = field(default_factory=dict)
    quote: str = ""
    depth: int = 0

    def of(self, path: Path) -> int:
        """The line of the longest known beginning of a path; 1 when nothing is known."""
        return next((self.found[path[:n]] for n in range(len(path), 0, -1) if path[:n] in self.found), 1)

    def read(self, number: int, line: str) -> None:
        if self.quote:
            self._follow(line)
        elif self.depth:
            self._element(number, line)
            self._follow(line)
        elif header := TABLES.match(line):
            self._open_tables(number, header[1])
        elif header := TABLE.match(line):
            self.table = self._resolve(header[1].split("."))
            self.found.setdefault(self.table, number)
        elif assignment := KEY.match(line):
            self._assign(number, assignment[1])
            self._follow(line[assignment.end() :])

    def _assign(self, number: int, dotted: str) -> None:
        self.key = (*self.table, *dotted.split("."))
        for size in range(len(self.table) + 1, len(self.key) + 1):
            self.found.setdefault(self.key[:size], number)

    def _open_tables(self, number: int, dotted: str) -> None:
        *parents, last = dotted.split(".")
        path = (*self._resolve(parents), last)
        place = self.sizes.get(path, 0)
        self.sizes[path] = place + 1
        self.found.setdefault(path, number)
        self.table = (*path, place)
        self.found[self.table] = number

    def _resolve(self, names: list[str]) -> Path:
        """A table inside a list of tables belongs to the last one opened."""
        path: Path = ()
        for name in names:
            path = (*path, name.strip())
            if path in self.sizes:
                path = (*path, self.sizes[path] - 1)
        return path

    def _element(self, number: int, line: str) -> None:
        if self.depth == 1 and line.strip() and line.lstrip()[0] not in "]#":
            place = self.sizes.get(self.key, 0)
            self.sizes[self.key] = place + 1
            self.found[*self.key, place] = number

    def _follow(self, rest: str) -> None:
        """Whether a text or a list stays open at the end of the line."""
        place = 0
        while place <= len(rest):
            if self.quote:
                end = rest.find(self.quote, place)
                if end < 0:
                    return
                place, self.quote = end + 3, ""
            found = TOKENS.search(rest, place)
            if found is None:
                return
            place = found.end()
            self._take(found[0])

    def _take(self, mark: str) -> None:
        if mark in {'"""', "'''"}:
            self.quote = mark
        elif mark in "[{":
            self.depth += 1
        elif mark in "]}":
            self.depth -= 1


def lines_of(text: str) -> Lines:
    """Where everything stands in a file; never fails, also on files that are no TOML."""
    lines = Lines()
    for number, line in enumerate(text.split("\n"), start=1):
        lines.read(number, line)
    return lines
