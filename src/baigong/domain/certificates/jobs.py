"""Issues all certificates of a selection in small steps; running it again does only what is left."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet

from baigong.domain.certificates.actions import issue, revoke
from baigong.domain.certificates.models import Certificate
from baigong.domain.certificates.statement import text_for
from baigong.domain.certificates.states import CertificateState
from baigong.domain.selection.models import Award
from baigong.kit.errors import Refused
from baigong.kit.jobs.registry import job
from baigong.kit.policy import SYSTEM

AT_ONCE = 100


@job(limit=timedelta(minutes=10))
def issue_all(selection_id: int, after: int = 0) -> int:
    """Issue the next certificates after this award, put the rest in line, and tell how many were made."""
    awards = list(_without(selection_id, after=after)[:AT_ONCE])
    made = sum(_issued(award) for award in awards)
    if len(awards) == AT_ONCE:
        issue_all.enqueue(selection_id, awards[-1].pk)
    return made


def _without(selection_id: int, *, after: int) -> QuerySet[Award]:
    """Awards that have no certificate yet, in an order that has nothing to do with merit."""
    issued = Certificate.objects.filter(award=OuterRef("pk"), member=None)
    return (
        Award.objects.filter(~Exists(issued), selection=selection_id, revoked_at=None, pk__gt=after)
        .select_related("entry", "prize__edition", "selection")
        .prefetch_related("entry__members", "entry__entry_units__unit")
        .order_by("pk")
    )


@job()
def follow_revocation(award_id: int) -> int:
    """Take every certificate of an award that was taken back; its page says so from now on."""
    award = Award.objects.get(pk=award_id)
    standing = Certificate.objects.filter(award=award).exclude(state=CertificateState.REVOKED)
    for certificate in standing if award.revoked_at else ():
        revoke(certificate, reason=award.revoked_reason, by=SYSTEM)
    return len(standing)


def _issued(award: Award) -> bool:
    """One that cannot be printed (no name confirmed, a rare character) must not hold up the others."""
    if text_for(award) is None:
        return False
    try:
        issue(award, by=SYSTEM)
    except Refused:
        return False
    return True
