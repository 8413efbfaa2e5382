"""What an edition promises and asks leave for: notices, consents, eligibility, limits."""

from __future__ import annotations

from typing import Literal

from baigong.domain.editions.document.parts import Count, Key, Keys, Line, Part, Some, Text


class Notice(Part):
    """The six items of 個資法 §8; a changed notice is a new version and is accepted anew."""

    key: Key
    version: Some
    name: Text
    controller: Text
    purpose: Text
    categories: Text
    use: Text
    rights: Text
    refusal: Text


class Consent(Part):
    """One thing a person may agree to, asked separately and never bundled."""

    key: Key
    version: Some
    asks: Literal["lead", "member", "pictured", "guardian", "winner"]
    name: Text
    text: Text
    required: bool = False
    withdrawable: bool = True


class SelfCheck(Part):
    """A question of 「我適合投稿嗎？」: what is said to a yes and to a no; it explains and never bars."""

    key: Key
    text: Text
    yes: Text
    no: Text


class Ruling(Part):
    """An open question about who may enter, and the answer that holds until the organiser says otherwise."""

    key: Key
    text: Text
    holds: Literal["allow", "ask", "refuse"]
    answer: Text


class Limits(Part):
    """How much an entry may carry, and how late a started upload may end; how many entries somebody may open in an
    hour before the directors are told.
    """

    members: Some
    units: Some
    entries_per_lead: Some
    files: Count
    file_mb: Some
    entry_mb: Some
    video_minutes: Count
    file_types: tuple[Line, ...]
    grace_minutes: Count
    resubmission_days: Some
    judge_opens: Some = 60
    staff_opens: Some = 200


class CoolingOff(Part):
    """Who may not win the same again for how long; `scope` says whose history counts."""

    key: Key
    prizes: Keys
    years: Some
    scope: Literal["lead", "member", "unit", "entry"]
    text: Text
