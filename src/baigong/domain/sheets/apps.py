"""The app of the chapter."""

from django.apps import AppConfig


class SheetsConfig(AppConfig):
    """Sheets: the versioned questions of an edition."""

    name = "baigong.domain.sheets"
    label = "sheets"
    default_auto_field = "django.db.models.BigAutoField"
