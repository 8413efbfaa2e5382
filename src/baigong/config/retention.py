"""How long what is kept: one row per kind of personal data (個資法 §11). What is not here is kept as the record."""

from __future__ import annotations

from datetime import datetime

from allauth.usersessions.models import UserSession
from axes.models import AccessLog
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from baigong.domain.entries.actions import keeping
from baigong.domain.entries.models import Avoidance, Entry, Member
from baigong.domain.entries.states import EntryState, MemberState
from baigong.domain.people.actions import end_sessions, forget_asked, forget_attempts
from baigong.domain.people.models import AccountMerge
from baigong.domain.people.states import MergeState
from baigong.kit.outbox import actions as outbox
from baigong.kit.outbox.models import Message
from baigong.kit.retention import Keeping

YEAR = 365


def _unanswered(at: datetime) -> QuerySet[Member]:
    """Nobody joined: asked in vain, or declined."""
    asked = Member.objects.filter(state__in=(MemberState.PENDING, MemberState.DECLINED))
    return asked.filter(invited_at__lt=at)


def _drafts(at: datetime) -> QuerySet[Entry]:
    return Entry.objects.filter(submitted_version=None, changed_at__lt=at)


def _unselected(at: datetime) -> QuerySet[Entry]:
    """Entries without a prize that still have their words."""
    over = (EntryState.DECIDED, EntryState.INELIGIBLE, EntryState.WITHDRAWN)
    return Entry.objects.filter(state__in=over, awards=None, submitted_at__lt=at).exclude(title="")


RETENTION = (
    Keeping(
        "invitations",
        _("Names and addresses of people who were invited to a team and did not join"),
        _("So that the lead can ask again."),
        YEAR,  # a name typed in may stand on a certificate until the year is over
        _unanswered,
        keeping.forget_invited,
    ),
    Keeping(
        "merges",
        _("Addresses of accounts that were to be put together and were not"),
        _("So that nobody is sent more codes than a few."),
        1,
        lambda at: AccountMerge.objects.filter(state__in=(MergeState.ASKED, MergeState.PROVEN), asked_at__lt=at),
        forget_asked,
    ),
    Keeping(
        "sign-ins",
        _("Notes of attempts to sign in"),
        _("So that guessing is noticed."),
        180,
        lambda at: AccessLog.objects.filter(attempt_time__lt=at),
        forget_attempts,
    ),
    Keeping(
        "sessions",
        _("Devices that somebody was signed in on"),
        _("So that everybody can end a session of the own account."),
        180,
        lambda at: UserSession.objects.filter(last_seen_at__lt=at),
        end_sessions,
    ),
    Keeping(
        "avoidances",
        _("People whom a team asked not to be read by"),
        _("For this year's assignment and what is asked about it."),
        YEAR,
        lambda at: Avoidance.objects.filter(named_at__lt=at),
        keeping.forget_avoidances,
    ),
    Keeping(
        "drafts",
        _("Drafts that were never handed in"),
        _("A team may start again from them in a later year."),
        3 * YEAR,
        _drafts,
        keeping.discard_drafts,
    ),
    Keeping(
        "letters",
        _("Letters we wrote"),
        _("They prove who was told what and when."),
        3 * YEAR,
        lambda at: Message.objects.filter(written_at__lt=at),
        outbox.forget_letters,
    ),
    Keeping(
        "entries",
        _("Words and files of entries without a prize; scores and fingerprints stay as the record"),
        _("Questions about results, and starting again from an earlier entry."),
        5 * YEAR,
        _unselected,
        keeping.empty_entries,
    ),
)
