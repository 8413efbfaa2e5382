"""The app of the portal."""

from django.apps import AppConfig


class EntrantConfig(AppConfig):
    """The entrant portal."""

    name = "baigong.portals.entrant"
    label = "portal_entrant"
