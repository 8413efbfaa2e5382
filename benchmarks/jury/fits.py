"""What the scores mean: precision against the ceiling, honesty of the doubt, colluders, time."""

from __future__ import annotations

import resource
from collections.abc import Iterator

import numpy as np

from benchmarks.jury.rounds import Sample, Source, best, precision
from benchmarks.jury.row import Row, cpu, spread
from fairjury import bench

ASKS = {"base": (0.98, ".978"), "trained": (0.985, ".988"), "panel": (0.975, ".969")}
TOP = 100


def small(source: Source, *, reps: int, seed: int) -> Iterator[Row]:
    """500 entries, 30 judges, 3 reads, in every world of the source."""
    for world in source.worlds:
        made = _rounds(source, world, n=500, j=30, reps=reps, seed=seed)
        ask, known = ASKS.get(world, (0.97, ""))
        yield _share(source, f"500 {world}", made, ask=ask, known=known)
        yield from _honesty(f"500 {world}", made)
        if any(not np.isnan(one["friend"]) for one in made):
            yield _row(f"500 {world}: a colluder's friend in the TOP {TOP}", made, "friend", "<= 0.12", ".24")
        if world == "base":
            yield from _seconds("500", made, (".05", "1"))


def large(source: Source, *, reps: int, seed: int) -> Iterator[Row]:
    """5,000 entries."""
    for world, known in (("base", ".962"), ("panel", ".969")):
        made = _rounds(source, world, n=5_000, j=200, reps=reps, seed=seed)
        yield _share(source, f"5,000 {world}", made, ask=0.97, known=known)
        yield from _honesty(f"5,000 {world}", made)
        yield from _seconds(f"5,000 {world}", made, (".1", "4"))


def huge(source: Source, *, seed: int) -> Iterator[Row]:
    """100,000 entries on the roomy scale, once."""
    made = _rounds(source, "roomy", n=100_000, j=1_000, reps=1, seed=seed)
    yield _share(source, "100,000 roomy", made, ask=0.98, known=".976")
    yield from _honesty("100,000 roomy", made)
    yield from _seconds("100,000 roomy", made, ("2", "60"))
    yield _row("100,000 roomy: memory of the process after the fit, GB", made, "memory", "<= 1.5", "")


Rounds = list[dict[str, float]]


def _rounds(source: Source, world: str, *, n: int, j: int, reps: int, seed: int) -> Rounds:
    return [_one(source.sample(world, n=n, j=j, reads=3, seed=seed + rep)) for rep in range(reps)]


def _honesty(where: str, made: Rounds) -> Iterator[Row]:
    for name, what in (("cover", "intervals cover"), ("few", "cover, fewer reads"), ("high", "cover, best decile")):
        if any(not np.isnan(one[name]) for one in made):
            yield _row(f"{where}: {what}", made, name, "in 0.88-0.92", ".76-.90")
    gaps = [one["promised"] - one["precision"] for one in made]
    detail = f"promised {_mean(made, 'promised'):.3f}, true {_mean(made, 'precision'):.3f}"
    yield Row(
        f"{where}: promised against true precision", abs(float(np.mean(gaps))), "<= 0.02", ".00-.01", detail,
        spread(gaps),
    )  # fmt: skip


def _seconds(where: str, made: Rounds, asks: tuple[str, str]) -> Iterator[Row]:
    for name, what, ask in zip(("preview_s", "posterior_s"), ("preview", "posterior"), asks, strict=True):
        yield _row(f"{where}: {what}, CPU s", made, name, f"<= {ask}", "")


def _row(what: str, made: Rounds, name: str, ask: str, known: str) -> Row:
    return Row(what, _mean(made, name), ask, known, f"{len(made)} rounds", spread([one[name] for one in made]))


def _share(source: Source, where: str, made: Rounds, *, ask: float, known: str) -> Row:
    got, most = _mean(made, "precision"), _mean(made, "ceiling")
    error = spread([one["precision"] - one["ceiling"] for one in made]) / most
    kind = "ordinal ceiling" if source.exact_ceiling else "ceiling (judges known, rounding as noise)"
    detail = f"{got:.3f} of {most:.3f}, {len(made)} rounds"
    return Row(f"{where}: share of the {kind}", got / most, f">= {ask}", known, detail, error)


def _mean(made: Rounds, name: str) -> float:
    return float(np.nanmean([one[name] for one in made]))


def _one(sample: Sample) -> dict[str, float]:
    with cpu() as quick:
        sample.fit(bench.preview)
    with cpu() as full:
        fit = sample.fit(bench.fit)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # the most so far, before the ceiling
    away = np.abs((fit.merit - fit.merit.mean()) - (sample.truth - sample.truth.mean())) <= 1.6448536 * fit.se
    reads = np.bincount(sample.entry, minlength=sample.n)
    chance, chosen = fit.p_top(TOP), best(fit.merit, TOP)
    few, high = reads < reads.max(), best(fit.merit, sample.n // 10)
    return {
        "precision": precision(fit.merit, sample.truth, TOP),
        "ceiling": precision(sample.ceiling(), sample.truth, TOP),
        "cover": float(away.mean()),
        "few": float(away[few].mean()) if few.sum() > 5 else np.nan,
        "high": float(away[high].mean()),
        "promised": float(chance[chosen].mean()),
        "friend": float(np.isin(sample.friends, chosen).mean()) if sample.friends.size else np.nan,
        "memory": memory,
        "preview_s": quick.seconds,
        "posterior_s": full.seconds,
    }
