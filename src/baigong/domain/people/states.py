"""The states of a wish to be erased."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ErasureState(models.TextChoices):
    """Asked for, thought better of, or done."""

    ASKED = "asked", _("asked for")
    TAKEN_BACK = "taken_back", _("taken back")
    DONE = "done", _("done")
