"""The states of a wish to be erased, of accounts put together, and of what somebody asks about the own data."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ErasureState(models.TextChoices):
    """Asked for, thought better of, or done."""

    ASKED = "asked", _("asked for")
    TAKEN_BACK = "taken_back", _("taken back")
    DONE = "done", _("done")


class MergeState(models.TextChoices):
    """Two accounts on the way to being one: codes sent, codes shown, done, and for thirty days undone."""

    ASKED = "asked", _("codes sent")
    PROVEN = "proven", _("both addresses proven")
    DONE = "done", _("done")
    UNDONE = "undone", _("undone")


class DataRequestKind(models.TextChoices):
    """What 個資法 §3 lets everybody ask; the first two are owed within 15 days, the others within 30 (§13)."""

    LOOK = "look", _("look at data, or ask about it")
    COPY = "copy", _("a copy")
    CORRECT = "correct", _("correct or complete data")
    STOP = "stop", _("stop collecting, processing or using data")
    ERASE = "erase", _("erase data")


class DataRequestState(models.TextChoices):
    """Asked, or answered one way or the other."""

    ASKED = "asked", _("waits for an answer")
    GRANTED = "granted", _("done")
    REFUSED = "refused", _("refused")
