"""The app of the audit log."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Audit log."""

    name = "baigong.kit.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
