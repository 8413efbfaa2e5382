"""The app of the portal."""

from django.apps import AppConfig


class JuryConfig(AppConfig):
    """The jury portal."""

    name = "baigong.portals.jury"
    label = "portal_jury"
