"""The app of the chapter."""

from django.apps import AppConfig


class SelectionConfig(AppConfig):
    """Selection: the proposal, the two approvals, the publication."""

    name = "baigong.domain.selection"
    label = "selection"
    default_auto_field = "django.db.models.BigAutoField"
