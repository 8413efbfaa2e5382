"""Issues certificates, replaces those with a wrong name, takes back those that no longer hold."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.certificates.events import CertificateIssued
from baigong.domain.certificates.models import Certificate
from baigong.domain.certificates.statement import Names, layout, members_of, statement, text_for
from baigong.domain.certificates.states import CertificateState
from baigong.domain.selection.models import Award
from baigong.kit import audit, events, moves, policy, time
from baigong.kit.documents.rendering import CharactersMissingError, render_pdf
from baigong.kit.errors import BadInput, Refused
from baigong.kit.files.actions import keep_made
from baigong.kit.ids import new_public_id
from baigong.kit.signing.statements import sign
from baigong.kit.text import CHINESE


def issue(award: Award, *, by: Any) -> Certificate:
    """Make the team's certificate of an award; asking again gives the one that stands.

    Typesetting and storing happen before the transaction; two that race leave one certificate and one file too many,
    which the reconciliation removes.
    """
    policy.require(by, Can.ISSUE_CERTIFICATE, award)
    if standing := award.certificates.filter(state=CertificateState.VALID, member=None).first():
        return standing
    if award.revoked_at:
        raise Refused(_("This award was revoked; it brings no certificate."))
    draft = _typeset(award, names=Names.of(members_of(award.entry)))
    with transaction.atomic():
        Award.objects.select_for_update().get(pk=award.pk)
        standing = award.certificates.filter(state=CertificateState.VALID, member=None).first()
        return standing or _write(draft, by=by)


def supersede(certificate: Certificate, *, names: Names | None = None, reason: str, by: Any) -> Certificate:
    """Replace a certificate after a name was put right; without `names` the team's present ones are printed."""
    policy.require(by, Can.CORRECT_CERTIFICATE, certificate)
    _require_reason(reason)
    award = certificate.award
    draft = _typeset(award, names=names or Names.of(members_of(award.entry)))
    with transaction.atomic():
        old = moves.perform(certificate, "supersede", by=by, reason=reason)
        _close(old, reason=reason)
        draft.replaces = old
        return _write(draft, by=by)


def revoke(certificate: Certificate, *, reason: str, by: Any) -> Certificate:
    """Take a certificate back; its page says so from now on."""
    _require_reason(reason)
    with transaction.atomic():
        old: Certificate = moves.perform(certificate, "revoke", by=by, reason=reason)
        _close(old, reason=reason)
    return old


def _typeset(award: Award, *, names: Names) -> Certificate:
    """A certificate that is not written down yet, its sheet already stored."""
    text = text_for(award)
    if text is None:
        raise Refused(_("This prize brings no certificate."))
    if not names.zh:
        raise Refused(_("Nobody of this team has confirmed to be part of it, so there is no name to print."))
    signed = sign(statement(award, code=new_public_id(), names=names, text=text))
    said = signed.payload
    pdf = _printed(said, award=award)
    name = f"{award.prize.edition.slug}-{award.prize.key}-{said['code'][:8]}.pdf"
    return Certificate(
        code=said["code"],
        award=award,
        name=names.in_words().zh[:200],
        name_en=names.in_words().en[:200],
        payload=said,
        signature=signed.signature,
        key_id=signed.key,
        file=keep_made(pdf, name=name, media_type="application/pdf", purpose="certificate"),
        issued_at=time.now(),
    )


def _printed(said: dict[str, Any], *, award: Award) -> bytes:
    data = layout(said, is_rehearsal=award.prize.edition.is_rehearsal)
    try:
        return render_pdf("certificate", data, language=CHINESE, at=award.awarded_at)
    except CharactersMissingError as missing:
        shown = "、".join(missing.characters)
        raise Refused(
            _("No typeface here has: {characters}. Install one that does, then issue it again.").format(
                characters=shown
            )
        ) from missing


def _write(draft: Certificate, *, by: Any) -> Certificate:
    draft.save(force_insert=True)
    audit.record("certificate.issue", draft, by=by, code=draft.code, award=draft.award.public_id)
    events.emit(CertificateIssued(certificate_id=draft.pk))
    return draft


def _close(certificate: Certificate, *, reason: str) -> None:
    certificate.closed_at, certificate.closed_reason = time.now(), reason[:300]
    certificate.save(update_fields=["closed_at", "closed_reason"])


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise BadInput(_("Say why; the reason is kept with the certificate."), {"reason": _("Say why.")})
