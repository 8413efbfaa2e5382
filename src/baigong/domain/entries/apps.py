"""The app of the chapter."""

from django.apps import AppConfig


class EntriesConfig(AppConfig):
    """Entries: what a team wrote, from the first draft to the decision."""

    name = "baigong.domain.entries"
    label = "entries"
    default_auto_field = "django.db.models.BigAutoField"
