"""The app of the chapter."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Certificates: signed statements that anybody can check."""

    name = "baigong.domain.certificates"
    label = "certificates"
    default_auto_field = "django.db.models.BigAutoField"
