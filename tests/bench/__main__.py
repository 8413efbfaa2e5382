"""`make bench`: the pages on worlds of 500 and 5,000 entries, as a table and in build/bench/pages.json."""

from __future__ import annotations

import argparse
import json
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
    RESULTS.mkdir(parents=True, exist_ok=True)
    told = json.dumps({"pages": rows}, ensure_ascii=False, indent=1)
    (RESULTS / "pages.json").write_text(told + "\n", encoding="utf-8")
    sys.stdout.write(table(rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("pages",))
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options = parser.parse_args()
    run_pages(list(options.sizes))


if __name__ == "__main__":
    main()
