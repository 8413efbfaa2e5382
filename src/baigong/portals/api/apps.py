"""The app of the portal."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The api portal."""

    name = "baigong.portals.api"
    label = "portal_api"
