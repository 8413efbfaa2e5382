"""The states of a certificate."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CertificateState(models.TextChoices):
    """What the check page says."""

    VALID = "valid", _("valid")
    SUPERSEDED = "superseded", _("replaced by a newer version")
    REVOKED = "revoked", _("revoked")
