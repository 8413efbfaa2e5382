"""Puts the promises of the jury down as versioned notices."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from baigong.domain.consents.actions import publish_notice
from baigong.domain.editions.models import Edition, EditionVersion
from baigong.domain.judging.queries.oath import PROMISES, oath_key
from baigong.kit.policy import SYSTEM
from baigong.kit.text import Bilingual

TITLES = {"confidentiality": Bilingual("保密", "Confidentiality"), "integrity": Bilingual("利益迴避", "No interest")}


@transaction.atomic
def lay_out_oath(edition_id: int) -> None:
    """Follow the edition's newest document: a changed wording is a new version."""
    edition = Edition.objects.get(pk=edition_id)
    version = EditionVersion.objects.filter(edition=edition).first()
    jury = version.document.get("jury", {}) if version else {}
    for promise in PROMISES:
        if body := Bilingual.of(jury.get(promise)):
            title, key = TITLES[promise], oath_key(promise)
            publish_notice(key=key, title=title, body=body, by=SYSTEM, edition=edition.slug, is_required=False)


def follow_oath(event: Any) -> None:
    """A listener: the edition has changed."""
    lay_out_oath(event.edition_id)
