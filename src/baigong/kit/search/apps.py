"""The app of the search index."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Search."""

    name = "baigong.kit.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
