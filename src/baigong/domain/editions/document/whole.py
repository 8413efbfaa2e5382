"""A whole edition as one document."""

from __future__ import annotations

from typing import Any, Literal

from baigong.domain.editions.document.judging import Jury, Round, Rubric
from baigong.domain.editions.document.parts import Key, Part, Some, Text, Year
from baigong.domain.editions.document.prizes import AwardRules, CertificateText, Prize
from baigong.domain.editions.document.programme import (
    Contact,
    Education,
    History,
    Milestone,
    Principle,
    Track,
    UnitGroup,
)
from baigong.domain.editions.document.promises import Consent, CoolingOff, Limits, Notice, Ruling, SelfCheck
from baigong.domain.editions.document.sheets import Sheet


class Document(Part):
    """One year of an award: everything that differs from year to year, in both languages."""

    format: Literal[1] = 1
    key: Key
    ordinal: Some
    year: Year
    programme: Text
    name: Text
    slogan: Text
    promise: Text
    purpose: Text
    invitation: Text
    who: Text
    milestones: tuple[Milestone, ...]
    tracks: tuple[Track, ...]
    education: tuple[Education, ...] = ()
    units: tuple[UnitGroup, ...]
    self_checks: tuple[SelfCheck, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    cooling_off: tuple[CoolingOff, ...] = ()
    limits: Limits
    sheets: tuple[Sheet, ...]
    principles: tuple[Principle, ...] = ()
    rubrics: tuple[Rubric, ...]
    rounds: tuple[Round, ...]
    jury: Jury
    prizes: tuple[Prize, ...]
    award_rules: AwardRules = AwardRules()
    certificates: tuple[CertificateText, ...] = ()
    notices: tuple[Notice, ...]
    consents: tuple[Consent, ...] = ()
    contacts: tuple[Contact, ...]
    history: tuple[History, ...] = ()

    def data(self) -> dict[str, Any]:
        """As plain JSON, for a column; `build` reads it back."""
        return {"format": self.format, **self.model_dump(mode="json", exclude_defaults=True)}

    def milestone(self, key: str) -> Milestone | None:
        return next((milestone for milestone in self.milestones if milestone.key == key), None)

    def entry_sheet(self) -> Sheet:
        """The sheet every entry fills in."""
        return next(sheet for sheet in self.sheets if sheet.use == "entry")
