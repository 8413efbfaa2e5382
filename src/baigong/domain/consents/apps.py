"""The app of the chapter."""

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    """Consents: the notices shown and what each person agreed to."""

    name = "baigong.domain.consents"
    label = "consents"
    default_auto_field = "django.db.models.BigAutoField"
