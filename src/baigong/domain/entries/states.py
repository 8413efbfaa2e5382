"""The states of an entry, a member and a correction."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryState(models.TextChoices):
    """Winners and others share `decided`, so that a state never tells who won."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    RETURNED = "returned", _("returned for correction")
    ELIGIBLE = "eligible", _("eligible")
    INELIGIBLE = "ineligible", _("not eligible")
    JUDGED = "judged", _("judged")
    DECIDED = "decided", _("decided")
    WITHDRAWN = "withdrawn", _("withdrawn")


class MemberRole(models.TextChoices):
    """What a member may do with the entry."""

    LEAD = "lead", _("lead")
    EDITOR = "editor", _("may write")
    READER = "reader", _("may read")


class MemberState(models.TextChoices):
    """Where an invitation stands."""

    PENDING = "pending", _("invited")
    ACCEPTED = "accepted", _("taking part")
    DECLINED = "declined", _("declined")
    LEFT = "left", _("left")


class TrackMoveState(models.TextChoices):
    """What became of another track that the office proposed."""

    WAITING = "waiting", _("waits for the team")
    AGREED = "agreed", _("agreed to")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")


class RevelationState(models.TextChoices):
    """A word that tells whose an entry is, and what the office decided."""

    FOUND = "found", _("found, to be looked at")
    COVERED = "covered", _("covered for judges")
    LEFT = "left", _("left as it is")


class TieState(models.TextChoices):
    """A possible conflict and what a human decided."""

    DECLARED = "declared", _("declared")
    FOUND = "found", _("found, to be ruled on")
    CONFIRMED = "confirmed", _("stepped aside")
    DISMISSED = "dismissed", _("no conflict")
