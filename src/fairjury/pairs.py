"""Two entries side by side: what the answers say beside the scores, where they run in circles, and whom to ask next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.special import log_ndtr

from fairjury import chance
from fairjury.arrays import Codes, Flags, Floats, Singles
from fairjury.calibrate import Calibration

STEPS = 50
LIKE = float(np.sqrt(np.pi * np.log(2) / 2))  # how Houlsby et al. 2011 bring an entropy into closed form


@dataclass(frozen=True)
class Answers:
    """Who was better: rows of `left` and `right` (places of entries), `judge`, and `better` 1 left, -1 right, 0 equal.

    A row whose answer is not there yet has `better` NaN.
    """

    left: Codes
    right: Codes
    judge: Codes
    better: Floats

    @classmethod
    def of(cls, rows: Sequence[tuple[int, int, int, float]]) -> Answers:
        left, right, judge = (np.array([row[at] for row in rows], dtype=np.int64) for at in range(3))
        return cls(left, right, judge, np.array([row[3] for row in rows], dtype=np.float64))

    def given(self) -> Answers:
        """Only those that are answered."""
        known = np.isfinite(self.better)
        return Answers(self.left[known], self.right[known], self.judge[known], self.better[known])


@dataclass(frozen=True)
class Standing:
    """What is believed of k entries: `merit` (k,) and `cov` (k, k), score points; `noise`: a comparison's own error."""

    merit: Floats
    cov: Floats
    noise: float

    def apart(self) -> tuple[Floats, Floats]:
        """Difference of merit and its variance for every two entries, (k, k) each."""
        own = np.diag(self.cov)
        return self.merit[:, None] - self.merit, np.maximum(own[:, None] + own - 2 * self.cov, 0.0)


def noise_of(found: Calibration) -> float:
    """A comparison's own error: as much as the middle judge's single total has."""
    return float(np.median([line.noise for line in found.judges if line.reads]))


def standing(draws: Singles, among: Codes, *, noise: float) -> Standing:
    """What the scores alone say of the entries `among`, from joint draws of merit."""
    own = draws[:, among].astype(np.float64)
    cov = np.cov(own, rowvar=False).reshape(among.size, among.size)
    return Standing(own.mean(0), cov + 1e-6 * np.eye(among.size), noise)


def compared(prior: Standing, answers: Answers) -> Standing:
    """What scores and answers together say: Thurstone's normal model, the most likely merits and their curvature.

    A judge prefers i to j with probability Phi((m_i - m_j) / noise); "equal" counts half for either side. The
    likelihood is log-concave (Thurstone 1927, Case V), so that Newton's steps find the one maximum.
    """
    rows, weight = _rows(prior, answers.given())
    if not weight.size:
        return prior
    inverse = np.linalg.inv(prior.cov)
    merit = prior.merit.copy()
    for _step in range(STEPS):
        slope, bend = _bend(rows @ merit)
        gradient = inverse @ (prior.merit - merit) + rows.T @ (weight * slope)
        move = np.linalg.solve(inverse + rows.T @ ((weight * bend)[:, None] * rows), gradient)
        merit += move
        if np.abs(move).max() < 1e-9:
            break
    _slope, bend = _bend(rows @ merit)
    cov = np.linalg.inv(inverse + rows.T @ ((weight * bend)[:, None] * rows))
    return replace(prior, merit=merit, cov=(cov + cov.T) / 2)


def _rows(prior: Standing, answers: Answers) -> tuple[Floats, Floats]:
    """Every answer as one row (two for "equal") that says which side was better, with its weight."""
    size = answers.left.size
    signed = np.zeros((size, prior.merit.size))
    signed[np.arange(size), answers.left] = 1 / prior.noise
    signed[np.arange(size), answers.right] = -1 / prior.noise
    left, right = (1 + answers.better) / 2, (1 - answers.better) / 2
    rows, weight = np.vstack([signed, -signed]), np.concatenate([left, right])
    return rows[weight > 0], weight[weight > 0]


def _bend(z: Floats) -> tuple[Floats, Floats]:
    """Slope and curvature of log Phi."""
    slope = np.exp(-0.5 * z * z - 0.5 * np.log(2 * np.pi) - log_ndtr(z))
    return slope, slope * (slope + z)


def sharpened(draws: Singles, among: Codes, prior: Standing, after: Standing) -> Singles:
    """The joint draws with those of the compared entries moved to what the answers say; all others stay."""
    turn = np.linalg.cholesky(after.cov) @ np.linalg.inv(np.linalg.cholesky(prior.cov))
    out = draws.copy()
    out[:, among] = (after.merit + (draws[:, among] - prior.merit) @ turn.T).astype(draws.dtype)
    return out


def with_answers(found: Calibration, rows: Sequence[tuple[int, int, float]]) -> Calibration:
    """A calibration that knows besides the scores who was better, (left, right, better) by places of entries."""
    if not rows:
        return found
    among = np.unique([row[:2] for row in rows]).astype(np.int64)
    left, right, better = (np.array([row[at] for row in rows]) for at in range(3))
    answers = Answers(np.searchsorted(among, left), np.searchsorted(among, right), np.zeros_like(left), better)
    prior = replace(standing(found.draws, among, noise=noise_of(found)), merit=found.merit[among])
    after = compared(prior, answers)
    merit, se = found.merit.copy(), found.se.copy()
    merit[among] = after.merit
    se[among] *= np.sqrt(np.diag(after.cov) / np.diag(prior.cov))
    lines = list(found.entries)
    for i in among.tolist():
        lines[i] = replace(lines[i], merit=float(merit[i]), se=float(se[i]))
    draws = sharpened(found.draws, among, prior, after)
    return replace(found, merit=merit, se=se, draws=draws, entries=tuple(lines))


def circles(answers: Answers, k: int) -> list[list[int]]:
    """Where majorities run in a circle: each group as the shortest round through it, every one better than the next."""
    given = answers.given()
    lead = np.zeros((k, k))
    np.add.at(lead, (given.left, given.right), given.better)
    np.add.at(lead, (given.right, given.left), -given.better)
    beats = lead > 0
    _count, group = connected_components(csr_array(beats), directed=True, connection="strong")
    groups = [np.flatnonzero(group == one) for one in np.unique(group)]
    return [_shortest(beats, members) for members in groups if members.size > 1]


def _shortest(beats: Flags, members: Codes) -> list[int]:
    rounds = [found for start in members.tolist() if (found := _round(beats, start))]
    return min(rounds, key=len)


def _round(beats: Flags, start: int) -> list[int]:
    """The shortest way from an entry over those it beats back to itself; breadth first."""
    ways = [[start]]
    seen = {start}
    for way in ways:
        for after in np.flatnonzero(beats[way[-1]]).tolist():
            if after == start:
                return way
            if after not in seen:
                seen.add(after)
                ways.append([*way, after])
    return []


def next_pairs(
    now: Standing, answers: Answers, *, may: Flags, wanted: Codes, most: int, seed: int
) -> list[tuple[int, int, int]]:
    """Whom to ask about what next: (left, right, judge), the most telling pair first, `wanted` (j,) for each judge.

    may (k, j) who may look at what; `most` comparisons an entry, all looked at alike on the way. A pair is worth what
    its answer is expected to tell (mutual information, Houlsby et al. 2011, eq. 3); each one given out counts as
    answered for the next. Nobody is asked twice about one pair. Sides are balanced for every entry, ties by `seed`.
    """
    board = _Board(now, answers, may, most, seed)
    left = wanted.copy()
    out = []
    while (judge := int(np.argmax(left))) < left.size and left[judge] > 0:
        pair = board.best(judge)
        left[judge] = left[judge] - 1 if pair else 0
        out += [(*board.sides(*pair), judge)] if pair else []
    return out


class _Board:
    """What was asked so far, and what one more question would tell."""

    def __init__(self, now: Standing, answers: Answers, may: Flags, most: int, seed: int) -> None:
        k = now.merit.size
        self.now, self.may, self.most = now, may, most
        self.draw = chance.stream(seed, use=f"fairjury/pairs/{answers.left.size}")
        self.asked = np.zeros((may.shape[1], k, k), dtype=bool)
        self.asked[answers.judge, answers.left, answers.right] = True
        self.looks = np.bincount(answers.left, minlength=k) + np.bincount(answers.right, minlength=k)
        self.side = np.bincount(answers.left, minlength=k) - np.bincount(answers.right, minlength=k)
        for one, other in _open(answers):
            self._tell(one, other)

    def best(self, judge: int) -> tuple[int, int] | None:
        """The pair that tells most of those this judge may be asked; None where none is left."""
        free = self.may[:, judge] & (self.looks < self.most)
        even = free & (self.looks <= self.looks[free].min(initial=self.most) + 1)
        open_to = next((found for some in (even, free) if (found := self._open_to(judge, some)).any()), None)
        if open_to is None:
            return None
        worth = np.where(open_to, _telling(self.now) + 1e-9 * self.draw.random(open_to.shape), -np.inf)
        one, other = (int(at) for at in np.unravel_index(int(np.argmax(worth)), worth.shape))
        self.asked[judge, one, other] = True
        self.looks[[one, other]] += 1
        self._tell(one, other)
        return one, other

    def _open_to(self, judge: int, some: Flags) -> Flags:
        """(k, k) the pairs among `some` that this judge was not asked about."""
        asked = self.asked[judge] | self.asked[judge].T
        return np.asarray(np.triu(some[:, None] & some & ~asked, 1))

    def sides(self, one: int, other: int) -> tuple[int, int]:
        """Left is who stood there less often so far; between equals the seed says."""
        lean = self.side[one] - self.side[other]
        if lean > 0 or (lean == 0 and self.draw.random() < 0.5):
            one, other = other, one
        self.side[one] += 1
        self.side[other] -= 1
        return one, other

    def _tell(self, one: int, other: int) -> None:
        """Count an answer that is not there yet as given: the doubt between the two shrinks, the merits stay."""
        cov = self.now.cov
        towards = cov[:, one] - cov[:, other]
        between = towards[one] - towards[other]
        z = np.array([(self.now.merit[one] - self.now.merit[other]) / self.now.noise])
        bend = float(_bend(z)[1][0] + _bend(-z)[1][0]) / 2 / self.now.noise**2
        self.now = replace(self.now, cov=cov - np.outer(towards, towards) * bend / (1 + bend * between))


def _open(answers: Answers) -> Iterator[tuple[int, int]]:
    waits = ~np.isfinite(answers.better)
    yield from zip(answers.left[waits].tolist(), answers.right[waits].tolist(), strict=True)


def _telling(now: Standing) -> Floats:
    """(k, k) expected information of every pair's answer."""
    apart, doubt = now.apart()
    apart, doubt = apart / now.noise, doubt / now.noise**2
    p = np.exp(log_ndtr(apart / np.sqrt(1 + doubt)))
    surprise = -(p * np.log2(np.clip(p, 1e-300, 1)) + (1 - p) * np.log2(np.clip(1 - p, 1e-300, 1)))
    known = LIKE * np.exp(-(apart**2) / (2 * (doubt + LIKE**2))) / np.sqrt(doubt + LIKE**2)
    return np.asarray(surprise - known)


def places(now: Standing, *, cut: int, seed: int, draws: int = 4000) -> tuple[Codes, Codes, Floats]:
    """Best and worst place nine times in ten, and the chance to be among the best `cut`, (k,) each, among the k."""
    root = np.linalg.cholesky(now.cov)
    drawn = now.merit + chance.stream(seed, use="fairjury/places").standard_normal((draws, now.merit.size)) @ root.T
    rank = np.argsort(np.argsort(-drawn, axis=1), axis=1) + 1
    low, high = np.quantile(rank, [0.05, 0.95], axis=0, method="nearest")
    return low.astype(np.int64), high.astype(np.int64), (rank <= cut).mean(0)
