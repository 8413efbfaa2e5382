"""The design system as a Django app."""

from django.apps import AppConfig

from baigong.kit.ui import printing


class UiConfig(AppConfig):
    """Templates, static files and tags; no models."""

    name = "baigong.kit.ui"
    label = "ui"

    def ready(self) -> None:
        printing.install()
