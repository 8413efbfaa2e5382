"""The app of the portal."""

from django.apps import AppConfig


class AccountConfig(AppConfig):
    """The account portal."""

    name = "baigong.portals.account"
    label = "portal_account"
