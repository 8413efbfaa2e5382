"""The app of the worlds."""

from django.apps import AppConfig


class WorldsConfig(AppConfig):
    """the worlds."""

    name = "baigong.worlds"
    label = "worlds"
