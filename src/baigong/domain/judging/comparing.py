"""Speaks with fairjury about entries side by side: which are compared, whom to ask next, what it says. Worker only."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from baigong.domain.judging.engine import Z90, calibrated, chances, numbered
from baigong.domain.judging.queries.engine import number_of
from fairjury import pairs

if TYPE_CHECKING:
    from baigong.domain.judging.queries.comparing import PairProblem
    from baigong.domain.judging.queries.engine import Tally

AHEAD = 4  # pairs that wait for each judge, so that nobody waits for the worker


def short_list(count: Tally, *, cut: int, most: int) -> dict[str, Any]:
    """The entries of which it is least sure whether they are among the best `cut`, with what the scores say of them."""
    ballots, found = calibrated(count)
    doubt = np.where(found.ranked > 0, 0.5 - np.abs(chances(found, cut=cut) - 0.5), -1.0)
    among = np.sort(np.lexsort((-found.merit, -doubt))[: min(most, int(found.ranked.sum()))])
    known = pairs.standing(found.draws, among, noise=pairs.noise_of(found))
    return {
        "entries": [ballots.entries[i] for i in among.tolist()],
        "merit": [round(float(one), 6) for one in found.merit[among]],
        "cov": [[round(float(one), 6) for one in row] for row in known.cov],
        "noise": round(known.noise, 6),
        "above": int((found.merit > found.merit[among].max(initial=-math.inf)).sum()),
    }


def look(asked: PairProblem) -> tuple[list[tuple[str, str, str]], dict[str, Any]]:
    """The next pairs (left, right, judge) by key, and what the answers say so far."""
    keys, judges = asked.prior["entries"], asked.judges
    rows, columns = numbered(keys), numbered(judges)
    given = [
        (rows[left], rows[right], columns[judge], math.nan if better is None else better)
        for left, right, judge, better in asked.answers
    ]
    answers = pairs.Answers.of(given)
    prior = pairs.Standing(np.array(asked.prior["merit"]), np.array(asked.prior["cov"]), asked.prior["noise"])
    now = pairs.compared(prior, answers)
    may = np.array([[(key, judge) in asked.may for judge in judges] for key in keys], dtype=bool)
    may = may.reshape(len(keys), len(judges))
    seed = number_of(asked.seed)
    found = pairs.next_pairs(now, answers, may=may, wanted=_wanted(asked, answers), most=asked.looks, seed=seed)
    asks = [(keys[left], keys[right], judges[judge]) for left, right, judge in found]
    return asks, {"prior": asked.prior, **_said(asked, prior, now, answers)}


def _wanted(asked: PairProblem, answers: pairs.Answers) -> Any:
    """(j,) How many more pairs each judge gets now: a few ahead, within an even share of all."""
    able = np.array([judge in asked.able for judge in asked.judges], dtype=bool)
    share = math.ceil(len(asked.prior["entries"]) * asked.looks / 2 / max(int(able.sum()), 1))
    had = np.bincount(answers.judge, minlength=able.size)
    waiting = np.bincount(answers.judge[~np.isfinite(answers.better)], minlength=able.size)
    return np.where(able, np.clip(np.minimum(AHEAD - waiting, (asked.load or share) - had), 0, None), 0)


def _said(asked: PairProblem, prior: pairs.Standing, now: pairs.Standing, answers: pairs.Answers) -> dict[str, Any]:
    keys, given = asked.prior["entries"], answers.given()
    places = max(asked.cut - asked.prior["above"], 0)
    best, worst, chance = pairs.places(now, cut=places, seed=number_of(asked.seed))
    before = np.argsort(np.argsort(-prior.merit)) + 1
    looks = np.bincount(np.concatenate([given.left, given.right]), minlength=len(keys))
    doubt = Z90 * np.sqrt(np.diag(now.cov))
    return {
        "lines": [
            {
                "entry": keys[i],
                "rank": rank,
                "before": int(before[i]),
                "merit": round(float(now.merit[i]), 3),
                "low": round(float(now.merit[i] - doubt[i]), 3),
                "high": round(float(now.merit[i] + doubt[i]), 3),
                "best": int(best[i]),
                "worst": int(worst[i]),
                "chance": round(float(chance[i]), 4),
                "looks": int(looks[i]),
            }
            for rank, i in enumerate(np.argsort(-now.merit).tolist(), 1)
        ],
        "circles": [[keys[i] for i in one] for one in pairs.circles(answers, len(keys))],
        "answers": int(given.better.size),
        "of": math.ceil(len(keys) * asked.looks / 2),
        "cut": asked.cut,
        "places": places,
    }
