"""The states of an edition."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionState(models.TextChoices):
    """Dates, not states, open and close a call; a state says whether the public sees the year at all."""

    DRAFT = "draft", _("in preparation")
    LIVE = "live", _("under way")
    CLOSED = "closed", _("closed")
