"""What the scores mean: precision against the ceiling, honesty of the doubt, colluders, time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.jury.rounds import Sample, Source, best, precision
from benchmarks.jury.row import Row, cpu
from fairjury import bench

ASKS = {"base": (0.98, ".978"), "trained": (0.985, ".988"), "panel": (0.975, ".969")}
TOP = 100


def small(source: Source, *, reps: int, seed: int) -> Iterator[Row]:
    """500 entries, 30 judges, 3 reads, in every world of the source."""
    for world in source.worlds:
        made = [_one(source.sample(world, n=500, j=30, reads=3, seed=seed + rep)) for rep in range(reps)]
        ask, known = ASKS.get(world, (0.97, ""))
        yield _share(source, world, made, ask=ask, known=known)
        for name, what in (("cover", "intervals cover"), ("few", "cover, fewer reads"), ("high", "cover, best decile")):
            yield Row(f"500 {world}: {what}", _mean(made, name), "in 0.88-0.92", ".76-.90")
        gap = abs(_mean(made, "promised") - _mean(made, "precision"))
        yield Row(f"500 {world}: promised against true precision", gap, "<= 0.02", ".00-.01")
        if any(not np.isnan(one["friend"]) for one in made):
            yield Row(f"500 {world}: a colluder's friend in the TOP {TOP}", _mean(made, "friend"), "<= 0.12", ".24")
        if world == "base":
            yield Row("500: preview, CPU s", _mean(made, "preview_s"), "<= 0.05", ".005")
            yield Row("500: posterior, CPU s", _mean(made, "posterior_s"), "<= 1", ".55")


def large(source: Source, *, reps: int, seed: int) -> Iterator[Row]:
    """5,000 and 100,000 entries."""
    for world, n, j, ask, known in (
        ("base", 5_000, 200, 0.97, ".962"),
        ("panel", 5_000, 200, 0.97, ".969"),
        ("roomy", 100_000, 1_000, 0.98, ".976"),
    ):
        made = [_one(source.sample(world, n=n, j=j, reads=3, seed=seed + rep)) for rep in range(reps)]
        yield _share(source, f"{n:,} {world}", made, ask=ask, known=known)
        preview, posterior = (".1", "4") if n == 5_000 else ("2", "60")
        yield Row(f"{n:,} {world}: preview, CPU s", _mean(made, "preview_s"), f"<= {preview}", "")
        yield Row(f"{n:,} {world}: posterior, CPU s", _mean(made, "posterior_s"), f"<= {posterior}", "")


def _share(source: Source, world: str, made: list[dict[str, float]], *, ask: float, known: str) -> Row:
    got, most = _mean(made, "precision"), _mean(made, "ceiling")
    spread = np.std([one["precision"] - one["ceiling"] for one in made]) / np.sqrt(len(made)) / most
    kind = "ordinal ceiling" if source.exact_ceiling else "ceiling (judges known, rounding as noise)"
    return Row(
        f"{world}: share of the {kind}", got / most, f">= {ask}", known, f"{got:.3f} of {most:.3f}, +-{spread:.3f}"
    )


def _mean(made: list[dict[str, float]], name: str) -> float:
    return float(np.nanmean([one[name] for one in made]))


def _one(sample: Sample) -> dict[str, float]:
    with cpu() as quick:
        sample.fit(bench.preview)
    with cpu() as full:
        fit = sample.fit(bench.fit)
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
        "preview_s": quick.seconds,
        "posterior_s": full.seconds,
    }
