"""The app of the chapter."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    """Editions: one year of the award, all of it data."""

    name = "baigong.domain.editions"
    label = "editions"
    default_auto_field = "django.db.models.BigAutoField"
