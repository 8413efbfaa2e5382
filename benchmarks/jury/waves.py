"""Second reads: how many even reads it would take to know as much as the adaptive ones."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.jury.rounds import Codes, Sample, Source, precision
from benchmarks.jury.row import Row
from fairjury import bench

TOP, WAVES = 100, 20


def waves(source: Source, *, reps: int, seed: int) -> Iterator[Row]:
    """500 x 30 panel: 3 reads each and 500 more, with and without the choice of judge."""
    extras = (0, 500, 1_000, 1_500, 2_000, 2_500, 3_000, 3_500)
    even = [np.mean([_even(_panel(source, seed + rep), more) for rep in range(reps)]) for more in extras]
    grows = np.maximum.accumulate(even)
    first = np.mean([_panel(source, seed + rep).entry.size for rep in range(reps)])
    for choice, ask, known in ((False, 3_600, "3,370"), (True, 4_200, "4,060")):
        made = [_adaptive(_panel(source, seed + rep), 500, choice=choice, seed=rep) for rep in range(reps)]
        level = np.mean([one[0] for one in made])
        reads = float(first + np.interp(level, grows, extras))
        load = np.mean([one[1] for one in made])
        word = "with" if choice else "without"
        detail = f"precision {level:.3f}, highest load {load:.2f} x mean"
        yield Row(
            f"500 panel: even reads that equal {first + 500:.0f} {word} judge choice", reads, f">= {ask}", known, detail
        )


def roomy(source: Source, *, seed: int) -> Iterator[Row]:
    """100,000 x 1,000 on the roomy scale: two reads each, then up to 217,000 in all."""
    sample = source.sample("roomy", n=100_000, j=1_000, reads=2, seed=seed)
    level, load = _adaptive(sample, 217_000 - sample.entry.size, choice=True, seed=seed)
    yield Row("100,000 roomy: precision with 217,000 reads", level, ">= 0.75", ".69/.75", f"load {load:.2f} x mean")


def _panel(source: Source, seed: int) -> Sample:
    return source.sample("panel", n=500, j=30, reads=3, seed=seed)


def _level(sample: Sample) -> float:
    return precision(sample.fit(bench.preview).merit, sample.truth, TOP)


def _even(sample: Sample, more: int) -> float:
    """`more` reads, each for the entry with the fewest, by the judge with the smallest load."""
    rng, seen = np.random.default_rng(1), _seen(sample)
    have, load = np.bincount(sample.entry, minlength=sample.n), np.bincount(sample.judge, minlength=sample.j)
    entry, judge = np.empty(more, dtype=np.int64), np.empty(more, dtype=np.int64)
    for at in range(more):
        i = int(np.argmin(have + rng.random(sample.n)))
        q = int(np.argmin(np.where(seen[i], np.inf, load + rng.random(sample.j))))
        entry[at], judge[at], seen[i, q] = i, q, True
        have[i] += 1
        load[q] += 1
    if more:
        sample.add(entry, judge)
    return _level(sample)


def _seen(sample: Sample) -> np.ndarray:
    seen = np.zeros((sample.n, sample.j), dtype=bool)
    seen[sample.entry, sample.judge] = True
    return seen


def _adaptive(sample: Sample, more: int, *, choice: bool, seed: int) -> tuple[float, float]:
    most = int(1.5 * (sample.entry.size + more) / sample.j)
    rng = np.random.default_rng(seed)
    for wave in range(WAVES):
        budget = more // WAVES + (wave < more % WAVES)
        edges = {} if choice else _one_judge_each(sample, rng)
        sample.add(
            *bench.next_reads(
                sample.entry, sample.judge, sample.scores, np.asarray(sample.weights), sample.low, sample.high,
                sample.n, sample.j, cuts=[TOP], budget=budget, load_max=most, **edges,
            )
        )  # fmt: skip
    load = np.bincount(sample.judge, minlength=sample.j)
    return _level(sample), float(load.max() / load.mean())


def _one_judge_each(sample: Sample, rng: np.random.Generator) -> dict[str, Codes]:
    """A judge drawn for every entry, so that nothing but the entry is left to choose."""
    load = np.bincount(sample.judge, minlength=sample.j)
    draw = rng.random((sample.n, sample.j)) ** np.sqrt(1 + load - load.min())
    draw[_seen(sample)] = -1
    return {"edge_entry": np.arange(sample.n), "edge_judge": draw.argmax(axis=1)}
