"""The plan: reads, hours, judges to recruit and the doubt that remains, with advice in two languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

import numpy as np

from fairjury import chance
from fairjury.plan.situation import Situation
from fairjury.plan.trial import Outcome, Way, trial

EVEN = (2, 3, 4, 5)
ADAPTIVE = ((2, 1), (3, 1))
TRIALS = 32


@dataclass(frozen=True, slots=True)
class Line:
    """One way of spending the reads.

    wrong       per prize, how many of the places go to an entry that is not among the truly best (mean)
    last_wrong  per prize, how often the last place does (share of trials)
    error       per prize, standard error of `wrong`
    hours       of each judge, when the judges at hand share the reads
    judges      that would be needed at the hours each can give; recruit  how many are missing, by track if given
    """

    reads: int
    first: int
    adaptive: bool
    room: bool
    wrong: tuple[float, ...]
    last_wrong: tuple[float, ...]
    error: tuple[float, ...]
    hours: float
    judges: int
    recruit: dict[str, int]


@dataclass(frozen=True, slots=True)
class Forecast:
    """All ways, the one advised (index into `lines`), and the advice in words."""

    lines: tuple[Line, ...]
    advised: int
    zh: tuple[str, ...]
    en: tuple[str, ...]


def plan(
    situation: Situation, *, seed: int, trials: int = TRIALS, progress: Callable[[int, int], None] | None = None
) -> Forecast:
    """Judge `trials` invented awards like this one under every way of spending the reads.

    Monte Carlo over true merit, judges and reads; all ways see the same entries and judges, so their differences
    are sharper than their levels. `progress(done, trials)` is called after each trial. Raises ValueError.
    """
    situation.check()
    ways = _ways(situation)
    seeds = chance.stream(seed, use="plan").integers(2**31, size=trials)
    made = []
    for number in range(trials):
        made.append(trial(situation, ways, seed=int(seeds[number])))
        if progress is not None:
            progress(number + 1, trials)
    lines = tuple(_line(situation, way, [outcomes[way] for outcomes in made]) for way in ways)
    advised = _advised(situation, lines)
    zh, en = _words(situation, lines, advised)
    return Forecast(lines, advised, zh, en)


def _ways(situation: Situation) -> tuple[Way, ...]:
    every = [Way(k) for k in EVEN] + [Way(first, extra) for first, extra in ADAPTIVE] + [Way(3, room=True)]
    return tuple(way for way in every if way.reads <= situation.judges)


def _line(situation: Situation, way: Way, made: list[Outcome]) -> Line:
    places = np.array(situation.prizes)
    wrong = np.array([outcome.wrong for outcome in made]) * places
    error = wrong.std(axis=0, ddof=1) / np.sqrt(len(made)) if len(made) > 1 else np.full(places.size, np.inf)
    hours = situation.entries * way.reads * situation.hours_per_read
    return Line(
        reads=way.reads,
        first=way.even,
        adaptive=way.extra > 0,
        room=way.room,
        wrong=tuple(wrong.mean(axis=0).tolist()),
        last_wrong=tuple(np.mean([outcome.last for outcome in made], axis=0).tolist()),
        error=tuple(error.tolist()),
        hours=hours / situation.judges,
        judges=max(way.reads, ceil(hours / situation.hours_each - 1e-9)),
        recruit=_recruit(situation, way.reads),
    )


def _recruit(situation: Situation, reads: int) -> dict[str, int]:
    """Judges missing per track (or over all, under "") so that nobody works more hours than given."""
    groups = [(t.name, t.entries, t.judges) for t in situation.tracks] or [("", situation.entries, situation.judges)]
    per_judge = situation.hours_each / situation.hours_per_read
    return {name: max(0, max(reads, ceil(n * reads / per_judge - 1e-9)) - have) for name, n, have in groups}


def _advised(situation: Situation, lines: tuple[Line, ...]) -> int:
    """The fewest wrong places among the ways the judges have hours for; the cheapest way when there is none."""
    real = [at for at, line in enumerate(lines) if not line.room]
    able = [at for at in real if lines[at].hours <= situation.hours_each + 1e-9]
    if not able:
        return min(real, key=lambda at: lines[at].hours)
    return min(able, key=lambda at: (lines[at].wrong[0], lines[at].hours))


def _words(situation: Situation, lines: tuple[Line, ...], advised: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    line, places = lines[advised], situation.prizes[0]
    wrong, hours = f"{line.wrong[0]:.0f}", f"{line.hours:.1f}"
    zh = [f"建議{_way_zh(line)}：{places} 個名額中平均約有 {wrong} 個會給錯，每位評審約 {hours} 小時。"]
    en = [f"Advised: {_way_en(line)}: about {wrong} of {places} places would go astray, {hours} hours a judge."]
    missing = {name: count for name, count in line.recruit.items() if count}
    if missing:
        listed = ", ".join(f"{name} {count}".strip() for name, count in missing.items())
        zh.append(f"以每位評審 {situation.hours_each:g} 小時計，還需要增聘評審：{listed} 位。")
        en.append(f"At {situation.hours_each:g} hours each, more judges are needed: {listed}.")
    if gain := _gain_of_room(lines):
        zh.append(f"評分規準的高分端留出空間，每件三次審閱時可少錯約 {gain:.0f} 個名額，而且不花任何時間。")
        en.append(f"Anchors that leave room at the top save about {gain:.0f} wrong places at three reads, for free.")
    return tuple(zh), tuple(en)


def _gain_of_room(lines: tuple[Line, ...]) -> float:
    """How many wrong places anchors with room at the top save at three reads; 0 where that is not certain."""
    roomy = next((one for one in lines if one.room), None)
    usual = next((one for one in lines if (one.reads, one.adaptive, one.room) == (3, False, False)), None)
    if roomy is None or usual is None:
        return 0.0
    gain = usual.wrong[0] - roomy.wrong[0]
    return gain if gain > 2 * roomy.error[0] else 0.0


def _way_zh(line: Line) -> str:
    return f"每件先審 {line.first} 次，再把平均 1 次用在入選邊緣" if line.adaptive else f"每件審 {line.reads} 次"


def _way_en(line: Line) -> str:
    if line.adaptive:
        return f"{line.first} reads each, then one more on average at the border"
    return f"{line.reads} reads each"
