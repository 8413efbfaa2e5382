"""The app of what two or more portals show."""

from django.apps import AppConfig


class InterfaceConfig(AppConfig):
    """what two or more portals show."""

    name = "baigong.interface"
    label = "interface"
