"""The app of the portal."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The office portal."""

    name = "baigong.portals.office"
    label = "portal_office"
