"""Print the engine's table and keep it; run `python -m benchmarks.jury.run [--bench FOLDER]`."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")

PARTS = ("designs", "waves", "fits", "real", "plan", "large")


def main() -> None:
    options = _options()
    rows = []
    from benchmarks.jury.row import HEAD

    print(HEAD, flush=True)
    for row in _rows(options):
        rows.append(row)
        print(row.line(), flush=True)
    out = Path(options.out)
    out.parent.mkdir(parents=True, exist_ok=True)
    kept = [
        {"what": r.what, "measured": r.measured, "ask": r.ask, "met": r.met, "known": r.known, "detail": r.detail}
        for r in rows
    ]
    source = options.bench.name if options.bench else "own simulator"
    out.write_text(json.dumps({"source": source, "seed": options.seed, "rows": kept}, ensure_ascii=False, indent=1))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, help="folder of a shared bench; without it the engine's own simulator")
    parser.add_argument("--only", default="designs,waves,fits,real,plan", help="of " + ",".join(PARTS))
    parser.add_argument("--reps", type=int, default=6, help="rounds per world")
    parser.add_argument("--seed", type=int, default=424_200, help="first seed")
    parser.add_argument("--largest", type=int, default=100_000, help="entries of the largest assignment")
    parser.add_argument("--out", default="build/bench/jury.json")
    return parser.parse_args()


def _rows(options: argparse.Namespace) -> Iterator[object]:
    from benchmarks.jury import designs, fits, real, rounds, waves

    source = rounds.SharedRounds(options.bench) if options.bench else rounds.OwnRounds()
    asked = options.only.split(",")
    if "designs" in asked:
        yield from designs.designs(seed=options.seed, largest=options.largest)
    if "plan" in asked:
        yield _plan(options.seed)
    if "waves" in asked:
        yield from waves.waves(source, reps=4 * options.reps, seed=options.seed)
    if "fits" in asked:
        yield from fits.small(source, reps=options.reps, seed=options.seed)
    if "real" in asked and options.bench:
        yield from real.real(options.bench.parents[1] / "data" / "judging", reps=max(1, options.reps // 3))
    if "large" in asked:
        yield from fits.large(source, reps=1, seed=options.seed)
        yield from waves.roomy(source, seed=options.seed)


def _plan(seed: int) -> object:
    from benchmarks.jury.row import Row, cpu
    from fairjury.plan import Situation, plan

    with cpu() as clock:
        made = plan(Situation(500, 40), seed=seed)
    return Row("500 x 40: plan before the call, CPU s", clock.seconds, "<= 20", "", made.en[0])


if __name__ == "__main__":
    main()
