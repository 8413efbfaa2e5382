"""The app of the portal."""

from django.apps import AppConfig


class PartnerConfig(AppConfig):
    """The partner portal."""

    name = "baigong.portals.partner"
    label = "portal_partner"
