"""The app of the jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Jobs."""

    name = "baigong.kit.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
