"""The app of the chapter."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """People: who has an account, and what they are called."""

    name = "baigong.domain.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
