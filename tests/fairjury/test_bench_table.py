from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_the_table_is_printed_and_kept(tmp_path: Path) -> None:
    out = tmp_path / "jury.json"
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.jury.run", "--only", "designs", "--largest", "500", "--out", str(out)],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    rows = json.loads(out.read_text(encoding="utf-8"))["rows"]
    assert {row["what"] for row in rows} >= {"500 x 30: affinity kept", "500: reads touched that had no hole"}
    assert all(row["what"] in told for row in rows)
    assert all(row["met"] for row in rows if "A-efficiency" in row["what"] or "touched" in row["what"])
