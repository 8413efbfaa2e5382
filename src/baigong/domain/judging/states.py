"""The states of a round, a judge, a ballot, and of what the engine is asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    """A round of reading."""

    PLANNED = "planned", _("planned")
    OPEN = "open", _("reading")
    CLOSED = "closed", _("closed")


class JudgeState(models.TextChoices):
    """From the invitation to the last read."""

    INVITED = "invited", _("invited")
    ACCEPTED = "accepted", _("accepted")
    SWORN = "sworn", _("ready to read")
    DECLINED = "declined", _("declined")
    LEFT = "left", _("left")


class BallotState(models.TextChoices):
    """One judge's sheet on one entry."""

    DRAFT = "draft", _("begun")
    SUBMITTED = "submitted", _("handed in")


class Better(models.TextChoices):
    """Which of two entries a judge finds better."""

    LEFT = "left", _("the left one")
    RIGHT = "right", _("the right one")
    EQUAL = "equal", _("both alike")


class PlanState(models.TextChoices):
    """One run of the assignment."""

    ASKED = "asked", _("being computed")
    FOUND = "found", _("ready to give out")
    FAILED = "failed", _("cannot be done")
    GIVEN = "given", _("given out")


class PassageState(models.TextChoices):
    """What passes on out of a round."""

    ASKED = "asked", _("being computed")
    FOUND = "found", _("ready to settle")
    FAILED = "failed", _("cannot be done")
    SETTLED = "settled", _("settled")


class Gender(models.TextChoices):
    """As somebody says of oneself; empty: not said."""

    FEMALE = "female", _("woman")
    MALE = "male", _("man")
    OTHER = "other", _("another gender")
