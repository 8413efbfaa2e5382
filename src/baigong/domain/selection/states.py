"""The states of a selection, of its meeting and what is talked about there, and of a question afterwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SelectionState(models.TextChoices):
    """From the engine's result to the announcement."""

    ASKED = "asked", _("being computed")
    COMPUTED = "computed", _("computed")
    PROPOSED = "proposed", _("proposed")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    VOID = "void", _("void")


class MeetingState(models.TextChoices):
    """The deliberation over a list."""

    CALLED = "called", _("called")
    OPEN = "open", _("meeting")
    CLOSED = "closed", _("closed")


class ItemState(models.TextChoices):
    """One point of the agenda."""

    WAITING = "waiting", _("to come")
    OPEN = "open", _("under discussion")
    VOTING = "voting", _("being voted on")
    DECIDED = "decided", _("decided")


class ItemKind(models.TextChoices):
    """Why something is talked about."""

    PLACE = "place", _("place not certain")
    FLAG = "flag", _("a judge asked to look")
    PRIZE = "prize", _("prize given by the meeting")
    ADDED = "added", _("put on the agenda by hand")


class CorrectionState(models.TextChoices):
    """An award that should not stand."""

    PROPOSED = "proposed", _("waits for a second person")
    APPROVED = "approved", _("award taken back")
    DROPPED = "dropped", _("the award stands")


class OfferState(models.TextChoices):
    """A place that came free."""

    OFFERED = "offered", _("offered")
    ACCEPTED = "accepted", _("taken")
    DECLINED = "declined", _("not taken")


class ObjectionState(models.TextChoices):
    """A question about the result."""

    RAISED = "raised", _("being looked into")
    UPHELD = "upheld", _("justified")
    DISMISSED = "dismissed", _("result stands")
