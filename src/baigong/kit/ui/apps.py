"""The design system as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, static files and tags; no models."""

    name = "baigong.kit.ui"
    label = "ui"
