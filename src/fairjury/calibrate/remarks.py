"""What the numbers say about judges, entries and the round."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fairjury.arrays import Floats

from .result import Remark
from .sayings import say

LOW_EFFICIENCY = 0.4
MUCH_CLIPPED = 0.10
NARROW, WIDE = 0.7, 1.35
LOUD = 1.5  # times the usual noise, or standard deviations of severity


@dataclass(frozen=True, slots=True)
class JudgeFacts:
    """One judge beside the others: points, ratios, counts."""

    reads: int
    severity: float
    scale: float
    noise: float
    usual: float  # median noise of all judges
    spread: float  # standard deviation of all severities
    blind: float
    friends: int
    same: bool


def about_judge(facts: JudgeFacts) -> tuple[Remark, ...]:
    """Remarks on one judge."""
    if facts.reads == 0:
        return (say("idle"),)
    if facts.same:
        return (say("constant"),)
    friends = (say("promotes", count=facts.friends),) if facts.friends else ()
    if facts.blind > 0.5:
        return (say("blind"), *friends)
    return (*_severity(facts), *_habits(facts), *friends)


def _severity(facts: JudgeFacts) -> tuple[Remark, ...]:
    if abs(facts.severity) <= max(LOUD * facts.spread, 0.25):
        return ()
    return (say("lenient" if facts.severity > 0 else "severe", points=f"{abs(facts.severity):.1f}"),)


def _habits(facts: JudgeFacts) -> tuple[Remark, ...]:
    found = {
        "narrow": facts.scale < NARROW,
        "wide": facts.scale > WIDE,
        "noisy": facts.noise > LOUD * facts.usual,
    }
    return tuple(say(code) for code, true in found.items() if true)


def about_entry(*, reads: int, gap: float, se: float, boosted: bool, slipped: bool) -> tuple[Remark, ...]:
    """Remarks on one entry; `gap` is merit minus plain mean in score points."""
    if reads == 0:
        return (say("unread"),)
    found = {"one_read": reads == 1, "boosted": boosted, "disputed": slipped}
    remarks = tuple(say(code) for code, true in found.items() if true)
    if abs(gap) <= max(0.5, se):
        return remarks
    return (*remarks, say("raised" if gap > 0 else "lowered", points=f"{abs(gap):.1f}"))


def about_round(
    *, efficiency: float, top: Floats, bottom: Floats, criteria: tuple[str, ...], unread: int
) -> tuple[Remark, ...]:
    """Warnings about the round; `top`, `bottom` (c,) shares of scores at the ends of the scale."""
    found = []
    if efficiency < LOW_EFFICIENCY:
        found.append(say("weakly_joined", efficiency=f"{efficiency:.2f}"))
    for code, shares in (("top_clipped", top), ("bottom_clipped", bottom)):
        much = np.flatnonzero(shares > MUCH_CLIPPED)
        found += [say(code, criterion=criteria[at], share=f"{shares[at]:.0%}") for at in much]
    if unread:
        found.append(say("some_unread", count=unread))
    return tuple(found)


def is_constant(totals: Floats) -> bool:
    """Whether one judge gave every entry the same total (at least three of them)."""
    return totals.size >= 3 and float(np.ptp(totals)) < 1e-9
