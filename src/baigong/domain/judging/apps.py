"""The app of the chapter."""

from django.apps import AppConfig


class JudgingConfig(AppConfig):
    """Judging: rounds, judges, who reads what, and their ballots."""

    name = "baigong.domain.judging"
    label = "judging"
    default_auto_field = "django.db.models.BigAutoField"
