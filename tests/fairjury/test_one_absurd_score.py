"""One absurd review moves the entry it is about; every other stays well inside its doubt (FEATURES §4 no. 19).

Places in the crowded middle are nearer to each other than any doubt, so they are no measure of harm: what counts is
that no other score leaves its standard error and that the list of the chosen stays.
"""

from __future__ import annotations

import numpy as np

from tests.fairjury.rounds import fitted, judged

CHOSEN = 60


def test_one_absurd_review_leaves_all_others_inside_their_doubt() -> None:
    made, before = judged("base", 2)
    best = int(np.argmax(before.merit))
    scores = made.scores.copy()
    scores[int(np.flatnonzero(made.entry == best)[0])] = np.nanmin(scores)
    after = fitted(made, scores=scores)
    others = np.arange(before.merit.size) != best
    shift = np.abs(after.merit - before.merit)[others] / before.se[others]
    assert shift.max() < 1
    assert np.median(shift) < 0.2
    chosen, still = (set(np.argsort(-fit.merit)[:CHOSEN].tolist()) - {best} for fit in (before, after))
    assert len(chosen - still) <= 2
