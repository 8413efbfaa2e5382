"""Print the engine's table and keep it; run `python -m benchmarks.jury.run [--bench FOLDER]`."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.jury.row import Row

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

PARTS = ("designs", "waves", "fits", "friends", "real", "plan", "large", "huge")
HELP = f"of {','.join(PARTS)} (huge: 100,000 entries calibrated and read adaptively, some 8 minutes more)"


def main() -> None:
    options = _options()
    from benchmarks.jury.row import HEAD

    rows: list[Row] = []
    print(HEAD, flush=True)
    for row in _rows(options):
        rows.append(row)
        print(row.line(), flush=True)
        _keep(rows, options)


def _keep(rows: list[Row], options: argparse.Namespace) -> None:
    """Write what is known so far, so that a table that is stopped is not lost."""
    source = options.bench.name if options.bench else "own simulator"
    kept = {"source": source, "seed": options.seed, "rows": [asdict(row) | {"met": row.met} for row in rows]}
    out = Path(options.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(kept, ensure_ascii=False, indent=1))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, help="folder of a shared bench; without it the engine's own simulator")
    parser.add_argument("--only", default=",".join(PARTS[:-1]), help=HELP)
    parser.add_argument("--reps", type=int, default=6, help="rounds per world")
    parser.add_argument("--seed", type=int, default=424_200, help="first seed")
    parser.add_argument("--largest", type=int, default=100_000, help="entries of the largest assignment")
    parser.add_argument("--out", default="build/bench/jury.json")
    return parser.parse_args()


def _rows(options: argparse.Namespace) -> Iterator[Row]:
    from benchmarks.jury import designs, fits, friends, real, rounds, waves

    source = rounds.SharedRounds(options.bench) if options.bench else rounds.OwnRounds()
    seed, reps = options.seed, options.reps
    data = options.bench.parents[1] / "data" / "judging" if options.bench else Path("no real data")
    parts = {
        "designs": lambda: designs.designs(seed=seed, largest=options.largest),
        "waves": lambda: waves.waves(source, reps=4 * reps, seed=seed),
        "fits": lambda: fits.small(source, reps=reps, seed=seed),
        "friends": lambda: friends.friends(source, reps=10 * reps, seed=seed),
        "real": lambda: real.real(data, reps=max(1, reps // 3)),
        "plan": lambda: iter([_plan(seed)]),
        "large": lambda: fits.large(source, reps=max(2, reps // 2), seed=seed),
        "huge": lambda: chain(fits.huge(source, seed=seed), waves.roomy(source, seed=seed)),
    }
    for part in options.only.split(","):
        yield from parts[part]()


def _plan(seed: int) -> Row:
    from benchmarks.jury.row import Row, cpu
    from fairjury.plan import Situation, plan

    with cpu() as clock:
        made = plan(Situation(500, 40), seed=seed)
    return Row("500 x 40: plan before the call, CPU s", clock.seconds, "<= 20", "", made.en[0])


if __name__ == "__main__":
    main()
