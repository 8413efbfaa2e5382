"""The states of a selection."""

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
