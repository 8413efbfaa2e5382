"""The app of the service."""

from django.apps import AppConfig


class ServiceConfig(AppConfig):
    """How well the house serves."""

    name = "baigong.kit.service"
    label = "service"
    default_auto_field = "django.db.models.BigAutoField"
