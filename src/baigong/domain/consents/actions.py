"""Publishes notices; records who agreed to which version, and who took it back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.consents.models import Consent, Notice
from baigong.kit import audit, time
from baigong.kit.errors import NotAllowed
from baigong.kit.prepared import Prepared
from baigong.kit.text import Bilingual
from baigong.kit.written import write


def publish_notice(
    *, key: str, title: Bilingual, body: Bilingual, by: Any, edition: str = "", is_required: bool = True
) -> Notice:
    """A new wording is a new version; the same wording again changes nothing."""
    with transaction.atomic():
        last = Notice.objects.filter(key=key, edition=edition).order_by("-version").first()
        if last and (last.title, last.body, last.is_required) == (title, body, is_required):
            return last
        notice = Notice.objects.create(
            key=key,
            edition=edition,
            version=(last.version if last else 0) + 1,
            title=title,
            body=body,
            is_required=is_required,
            since=time.now(),
        )
        audit.record("notice.publish", notice, by=by, key=key, version=notice.version)
    return notice


_standing = Prepared(
    lambda notice, person, about: Consent.objects.standing().filter(notice=notice, person=person, about=about)
)


def give(notice: Notice, *, by: Any, about: str = "", scope: dict[str, Any] | None = None) -> Consent:
    """Record that somebody agreed; agreeing twice to the same is agreeing once."""
    with transaction.atomic(savepoint=False):
        standing = _standing(notice.pk, by.pk, about)
        if same := next((one for one in standing if one.scope == (scope or {})), None):
            return same
        consent = write(Consent(notice=notice, person=by, about=about, scope=scope or {}, given_at=time.now()))
        audit.record("consent.give", consent, by=by, notice=str(notice), about=about)
    return consent


def withdraw(consent: Consent, *, by: Any) -> Consent:
    """Take a consent back; only its giver can."""
    if consent.person_id != getattr(by, "pk", None):
        raise NotAllowed(_("Only the person who gave a consent can take it back."))
    with transaction.atomic():
        Consent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=time.now())
        audit.record("consent.withdraw", consent, by=by, notice=str(consent.notice))
    consent.refresh_from_db()
    return consent
