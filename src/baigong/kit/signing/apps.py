"""Signed statements as an app, for its console commands."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """Signatures; it has no tables."""

    name = "baigong.kit.signing"
    label = "signing"
