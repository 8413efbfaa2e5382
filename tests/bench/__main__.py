"""`make bench` and `make bench-rush`: what pages cost, and how many get through the last hour; to build/bench."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.house import House, free_port

RESULTS = Path("build/bench")
SIZES = (500, 5000)
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


def run_rush(count: int, within: float) -> None:
    """As many web processes as there are processors, behind a proxy."""
    os.environ.setdefault("WEB_CONCURRENCY", str(os.cpu_count() or 1))
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        house = House(Path(folder), free_port())
        command = [sys.executable, "-m", "tests.bench.rush", folder, str(house.port), str(count), str(within)]
        proxied = house.environment | {"TRUSTED_PROXIES": "1", "PROXY_STAMPS_ARRIVAL": "1"}
        done = subprocess.run(command, env=proxied, check=True, stdout=subprocess.PIPE)
    told = json.loads(done.stdout)
    _keep("rush.json", told)
    sys.stdout.write("".join(f"{name:<12}{value}\n" for name, value in told.items()))


def _keep(name: str, told: Row) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / name).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("pages", "rush"))
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--count", type=int, default=1000, help="applicants of the rush")
    parser.add_argument("--within", type=float, default=60.0, help="seconds in which they come")
    options = parser.parse_args()
    if options.what == "rush":
        run_rush(options.count, options.within)
    else:
        run_pages(list(options.sizes))


if __name__ == "__main__":
    main()
