"""The states of a solution."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SolutionState(models.TextChoices):
    """A page in the library."""

    PREPARED = "prepared", _("waits for the team's consent")
    PUBLISHED = "published", _("public")
    HIDDEN = "hidden", _("taken down")
