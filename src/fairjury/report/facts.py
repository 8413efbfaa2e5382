"""What a report tells, taken from a record once and in the order it is told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

Z90 = 1.645
SAFE = 0.9
#: Entries told one by one; of more, those who won or are in doubt.
MOST = 2_000
#: Entries drawn on either side of the doubt at a cut, and at most so many in all.
AROUND, BAND = 8, 90

Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """What keys are called in front of this reader; who is not named keeps the key."""

    entries: Mapping[str, str] = field(default_factory=dict)
    judges: Mapping[str, str] = field(default_factory=dict)
    prizes: Mapping[str, str] = field(default_factory=dict)


NOBODY = Names()


@dataclass(frozen=True, slots=True)
class Zone:
    """One prize's cut: entries safely in, in doubt, safely out, and what is expected of the choice."""

    prize: str
    places: int
    safe_in: int
    open: int
    safe_out: int
    expected: float
    vacant: int


class Facts:
    """The figures of one record; see `fairjury.record` for its shape."""

    def __init__(self, record: Mapping[str, Any], names: Names = NOBODY) -> None:
        self.record, self.names, self.result = record, names, record["result"]
        self.entries: list[Line] = sorted(self.result["entries"], key=lambda line: (line["rank"] or 10**9, line["key"]))
        self.judges: list[Line] = sorted(self.result["judges"], key=lambda line: (line["severity"], line["key"]))
        self.ranked = [line for line in self.entries if line["rank"]]
        self.main: str = self.result["main"]
        self.prizes = {prize["name"]: prize for prize in record["rules"]["prizes"]}

    def entry(self, key: str) -> str:
        return self.names.entries.get(key, key)

    def judge(self, key: str) -> str:
        return self.names.judges.get(key, key)

    def prize(self, name: str) -> str:
        return self.names.prizes.get(name, name)

    def won(self, of: str) -> str:
        """What a prize is called that counts under `of`."""
        named = self.names.prizes.get(of)
        return named or next((rule["name"] for rule in self.prizes.values() if rule["of"] == of), of)

    @cached_property
    def leaves(self) -> list[Line]:
        return list(_leaves(self.record["rubric"]))

    @cached_property
    def scale(self) -> tuple[float, float]:
        """Ends of the scale of totals."""
        ends = {(float(leaf["low"]), float(leaf["high"])) for leaf in self.leaves}
        return ends.pop() if len(ends) == 1 else (0.0, 100.0)

    @cached_property
    def reads(self) -> tuple[int, int]:
        """Fewest and most reads of an entry that was read."""
        counts = [line["reads"] for line in self.entries if line["reads"]]
        return min(counts, default=0), max(counts, default=0)

    @cached_property
    def final(self) -> dict[str, list[str]]:
        """The prizes each entry has in the end, the meeting's decisions included."""
        won: dict[str, list[str]] = defaultdict(list)
        for prize, keys in self.record["awards"].items():
            for key in keys:
                won[key].append(prize)
        return dict(won)

    def zones(self) -> list[Zone]:
        return [self._zone(prize) for prize in self.result["prizes"]]

    def _zone(self, prize: Line) -> Zone:
        name, rule = prize["name"], self.prizes[prize["name"]]
        field = set(rule["among"]) if rule["among"] is not None else None
        chances = [line["chances"].get(name, 0.0) for line in self.ranked if field is None or line["key"] in field]
        safe, out = (sum(1 for p in chances if test(p)) for test in (is_in, is_out))
        return Zone(
            name, rule["count"], safe, len(chances) - safe - out, out, float(prize["expected"]), int(prize["vacant"])
        )

    def cuts(self) -> list[str]:
        """Prizes whose cut is drawn: those that compete with the whole field and have more than one place."""
        return [name for name, rule in self.prizes.items() if rule["among"] is None and rule["count"] > 1]

    def band(self, prize: str) -> tuple[list[Line], float | None]:
        """The entries around a cut, best chance first, and the merit at which it falls (None where all are in)."""
        count = self.prizes[prize]["count"]
        order = sorted(self.ranked, key=lambda line: (-line["chances"].get(prize, 0.0), -line["merit"], line["key"]))
        doubt = [at for at, line in enumerate(order) if zone_of(line, prize) == "open"] or [min(count, len(order)) - 1]
        first, last = max(doubt[0] - AROUND, 0), doubt[-1] + AROUND + 1
        if last - first > BAND:
            first, last = max(count - BAND // 2, 0), max(count - BAND // 2, 0) + BAND
        merits = sorted((line["merit"] for line in self.ranked), reverse=True)
        cut = (merits[count - 1] + merits[count]) / 2 if count < len(merits) else None
        return order[first:last], cut

    def told(self) -> list[Line]:
        """The entries told one by one."""
        if len(self.entries) <= MOST:
            return self.entries
        return [line for line in self.entries if line["key"] in self.final or line["zone"] == "open"]

    @cached_property
    def histograms(self) -> dict[str, list[float]]:
        """Per judge the share of scores at each tenth of the scale (each step where a scale has ten or eleven)."""
        out: dict[str, list[float]] = {}
        for judge, scores in self._by_judge().items():
            counts = Counter(min(int(share * self.bins), self.bins - 1) for share in scores)
            out[judge] = [counts[at] / max(len(scores), 1) for at in range(self.bins)]
        return out

    @cached_property
    def bins(self) -> int:
        """How many bars a judge's scores are sorted into."""
        steps = {round((leaf["high"] - leaf["low"]) / leaf["step"]) + 1 for leaf in self.leaves}
        return steps.pop() if len(steps) == 1 and max(steps) <= 11 else 10

    def _by_judge(self) -> dict[str, list[float]]:
        """Every score as its place on its scale, 0 to 1."""
        out: dict[str, list[float]] = {line["key"]: [] for line in self.judges}
        for _entry, judge, scores in self.record["ballots"]:
            out[judge] += [
                (score - leaf["low"]) / (leaf["high"] - leaf["low"])
                for score, leaf in zip(scores, self.leaves, strict=True)
                if score is not None
            ]
        return out

    @cached_property
    def shared(self) -> Counter[tuple[str, str]]:
        """How many entries each pair of judges both read."""
        readers: dict[str, list[str]] = defaultdict(list)
        for entry, judge, _scores in self.record["ballots"]:
            readers[entry].append(judge)
        return Counter(pair for judges in readers.values() for pair in combinations(sorted(judges), 2))

    def company(self, judge: str) -> tuple[int, str, int]:
        """With how many others a judge shares entries, with whom most, and how many."""
        mine = {a if b == judge else b: count for (a, b), count in self.shared.items() if judge in (a, b)}
        if not mine:
            return 0, "", 0
        most = max(mine, key=lambda key: (mine[key], key))
        return len(mine), most, mine[most]


def is_in(chance: float) -> bool:
    return chance >= SAFE


def is_out(chance: float) -> bool:
    return chance <= 1 - SAFE + 1e-9


def zone_of(line: Line, prize: str) -> str:
    """In, open or out at one prize's cut."""
    chance = line["chances"].get(prize, 0.0)
    return "in" if is_in(chance) else "out" if is_out(chance) else "open"


def _leaves(tree: Sequence[Line]) -> Iterator[Line]:
    for branch in tree:
        if branch.get("parts"):
            yield from _leaves(branch["parts"])
        else:
            yield branch
