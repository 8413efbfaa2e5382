"""Entries whose judges are far apart, and who might read them too. Runs in the worker only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import median_low
from typing import TYPE_CHECKING, Any

from baigong.domain.judging.engine import FOREIGN, OWN, ballots_of
from fairjury import chance

if TYPE_CHECKING:
    from baigong.domain.judging.queries.engine import Pair, Reader, ReadingProblem, Tally
    from fairjury.ballots import Ballots

MOST = 20  # entries that are shown
Sheet = tuple[float, str]  # total and judge


@dataclass(slots=True)
class Desk:
    """What stands of a round while further readers are looked for."""

    problem: ReadingProblem
    tracks: dict[str, str]
    taken: frozenset[Pair]
    loads: Counter[str]
    reads: Counter[str]

    @classmethod
    def of(cls, problem: ReadingProblem) -> Desk:
        """As the reads stand now."""
        taken = problem.barred | problem.held | problem.seen
        loads, reads = Counter(judge for _e, judge in problem.held), Counter(entry for entry, _j in problem.held)
        return cls(problem, dict(problem.entries), taken, loads, reads)

    def proposal(self, entry: str, *, sheets: int, seed: int) -> dict[str, Any]:
        """Whether a further reader is wanted, and who."""
        wants = sheets >= self.reads[entry] <= median_low(self.reads.values())
        return {"is_beyond": True, "wants": wants, "judge": self.further(entry, seed=seed) if wants else ""}

    def further(self, entry: str, *, seed: int) -> str:
        """Who might read it too: in his own track, with the fewest reads; ties fall to the seed. Nobody: empty."""
        free = [reader for reader in self.problem.judges if self._may(reader, entry)]
        track = self.tracks[entry]
        chosen = min(free, key=lambda one: (*self._reluctance(one, track), _lot(entry, one.key, seed)), default=None)
        if chosen is None:
            return ""
        self.loads[chosen.key] += 1
        return chosen.key

    def _may(self, reader: Reader, entry: str) -> bool:
        every = len(self.tracks)
        most = min(reader.most or every, self.problem.load or every)
        return (entry, reader.key) not in self.taken and self.loads[reader.key] < most

    def _reluctance(self, reader: Reader, track: str) -> tuple[float, int]:
        own = OWN if track in reader.tracks or not self.problem.by_track else FOREIGN
        return -own, self.loads[reader.key]


def far_apart(count: Tally, problem: ReadingProblem, *, limit: float) -> list[dict[str, Any]]:
    """The entries with the widest spread of plain totals, the widest first, and one further reader for each beyond.

    A further reader is proposed once: not while a sheet is out, nor where somebody more than usual has read already.
    A `limit` of 0 proposes nothing; the widest is shown all the same.
    """
    sheets, desk = _sheets(ballots_of(count)), Desk.of(problem)
    wide = sorted((_line(entry, found) for entry, found in sheets.items() if len(found) > 1), key=_widest)
    beyond = [line for line in wide if line["spread"] > limit > 0][:MOST]
    return [line | desk.proposal(line["entry"], sheets=line["sheets"], seed=count.seed) for line in beyond] or wide[:1]


def _sheets(ballots: Ballots) -> dict[str, list[Sheet]]:
    """The plain totals of every entry with their judges."""
    totals = ballots.rubric.rescale(ballots.scores) @ ballots.rubric.weights
    found: dict[str, list[Sheet]] = {}
    for e, q, total in zip(ballots.entry.tolist(), ballots.judge.tolist(), totals.tolist(), strict=True):
        if total == total:  # noqa: PLR0124 (a sheet with a hole has no total)
            found.setdefault(ballots.entries[e], []).append((total, ballots.judges[q]))
    return found


def _line(entry: str, sheets: list[Sheet]) -> dict[str, Any]:
    (low, by_low), *_between, (high, by_high) = sorted(sheets)
    ends = {"low": round(low, 2), "high": round(high, 2), "low_by": by_low, "high_by": by_high}
    return {"entry": entry, "sheets": len(sheets), "spread": round(high - low, 2), **ends}


def _widest(line: dict[str, Any]) -> tuple[float, str]:
    return -line["spread"], line["entry"]


def _lot(entry: str, judge: str, seed: int) -> int:
    return int(chance.words(seed, [f"{entry}:{judge}"], use="baigong/further")[0])
