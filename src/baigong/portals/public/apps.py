"""The app of the portal."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The public portal."""

    name = "baigong.portals.public"
    label = "portal_public"
