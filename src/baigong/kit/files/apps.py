"""The app of the files."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files."""

    name = "baigong.kit.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
