"""The app of the chapter."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """Library: winning entries in a form that others can copy."""

    name = "baigong.domain.library"
    label = "library"
    default_auto_field = "django.db.models.BigAutoField"
