"""The app of the letters."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """the letters."""

    name = "baigong.letters"
    label = "letters"
