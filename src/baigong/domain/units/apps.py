"""The app of the chapter."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Units: schools, companies and others that an entry names as its home."""

    name = "baigong.domain.units"
    label = "units"
    default_auto_field = "django.db.models.BigAutoField"
