"""`make bench`, `bench-rush`, `bench-room`: what pages cost, the last hour, the meeting's room; to build/bench."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from typing import Any

from tests.bench.house import House, free_port
from tests.support.cluster import cluster

RESULTS = Path("build/bench")
SIZES = (500, 5000)
DATABASES = ("sqlite", "postgresql")
Row = dict[str, Any]


def pages(sizes: list[int]) -> list[Row]:
    """Each size in a process and a folder of its own."""
    return [row for size in sizes for row in _of(size)]


def _of(size: int) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        house = House(Path(folder), free_port())
        command = [sys.executable, "-m", "tests.bench.pages", folder, str(house.port), str(size)]
        done = subprocess.run(command, env=house.environment, check=True, stdout=subprocess.PIPE)
    rows: list[Row] = json.loads(done.stdout)
    return rows


def table(rows: list[Row]) -> str:
    """One line a page: CPU of each size, their ratio, queries, wall, bytes."""
    sizes = sorted({row["size"] for row in rows})
    known = {(row["page"], row["size"]): row for row in rows}
    head = "".join(f"{f'CPU at {size:,}':>16}" for size in sizes)
    lines = [f"{'page':<24}{head}{'ratio':>8}{'queries':>16}{'wall ms':>18}{'kB':>16}"]
    for page in dict.fromkeys(row["page"] for row in rows):
        found = [known[page, size] for size in sizes]
        lines.append(f"{page:<24}{_cells(found)}")
    return "\n".join(lines) + "\n"


def _cells(found: list[Row]) -> str:
    ratio = found[-1]["cpu_ms"] / found[0]["cpu_ms"] if found[0]["cpu_ms"] else 0.0
    joined = {
        name: " → ".join(f"{row[name] / (1000 if name == 'bytes' else 1):g}" for row in found)
        for name in ("queries", "wall_ms", "bytes")
    }
    cpu = "".join(f"{row['cpu_ms']:>16.2f}" for row in found)
    return f"{cpu}{ratio:>8.2f}{joined['queries']:>16}{joined['wall_ms']:>18}{joined['bytes']:>16}"


def run_pages(sizes: list[int]) -> None:
    rows = pages(sizes)
    _keep("pages.json", {"pages": rows})
    sys.stdout.write(table(rows))


def run_room() -> None:
    """The meeting's room, on one web process."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        house = House(Path(folder), free_port())
        command = [sys.executable, "-m", "tests.bench.room", folder, str(house.port)]
        done = subprocess.run(command, env=house.environment, check=True, stdout=subprocess.PIPE)
    rows = json.loads(done.stdout)
    _keep("room.json", {"parts": rows})
    for row in rows:
        sys.stdout.write("".join(f"{name:<16}{value}\n" for name, value in row.items()) + "\n")


def run_rushes(counts: list[int], databases: list[str], within: float) -> None:
    """Each number of applicants on each database; a run takes the place of the same one before it."""
    for count, database in product(counts, databases):
        told = rush(count, within, database=database)
        sys.stdout.write("".join(f"{name:<16}{value}\n" for name, value in told.items()) + "\n")
        others = [row for row in _kept("rush.json") if (row["applicants"], row["database"]) != (count, database)]
        _keep("rush.json", {"runs": sorted([*others, told], key=lambda row: (row["applicants"], row["database"]))})


def rush(count: int, within: float, *, database: str) -> Row:
    """As many web processes as there are processors, behind a proxy; writes on PostgreSQL as durable as on SQLite."""
    os.environ.setdefault("WEB_CONCURRENCY", str(os.cpu_count() or 1))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, _address(database) as address:
        house = House(Path(folder), free_port())
        command = [sys.executable, "-m", "tests.bench.rush", folder, str(house.port), str(count), str(within)]
        proxied = house.environment | {"PROXY_STAMPS_ARRIVAL": "1"} | address
        done = subprocess.run(command, env=proxied, check=True, stdout=subprocess.PIPE)
    told: Row = json.loads(done.stdout)
    return told


@contextmanager
def _address(database: str) -> Iterator[dict[str, str]]:
    if database == "sqlite":
        yield {}
        return
    with cluster(durable=True) as address:
        yield {"DATABASE_URL": address}


def _kept(name: str) -> list[Row]:
    path = RESULTS / name
    rows: list[Row] = json.loads(path.read_text(encoding="utf-8")).get("runs", []) if path.exists() else []
    return rows


def _keep(name: str, told: Row) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / name).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("pages", "rush", "room"))
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--counts", type=int, nargs="+", default=(1000, 3000), help="applicants of a rush")
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES, help="where it runs")
    parser.add_argument("--within", type=float, default=60.0, help="seconds in which they come")
    options = parser.parse_args()
    if options.what == "rush":
        run_rushes(list(options.counts), list(options.databases), options.within)
    elif options.what == "room":
        run_room()
    else:
        run_pages(list(options.sizes))


if __name__ == "__main__":
    main()
