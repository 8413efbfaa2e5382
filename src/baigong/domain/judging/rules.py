"""Who stands how to a read, a judge and a round."""

from __future__ import annotations

from typing import Any

from baigong.domain.judging.models import Assignment
from baigong.domain.judging.states import JudgeState
from baigong.kit.policy import predicate


@predicate
def is_assigned(person: Any, read: Any) -> bool:
    """The read is the person's own, stands, and the judge is sworn in."""
    if not isinstance(read, Assignment) or read.released_at is not None:
        return False
    return read.judge.person_id == getattr(person, "pk", None) is not None and read.judge.state == JudgeState.SWORN


@predicate
def is_this_judge(person: Any, judge: Any) -> bool:
    return judge is not None and getattr(person, "pk", None) is not None and judge.person_id == person.pk
