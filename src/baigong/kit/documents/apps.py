"""Documents as an app, for their check at start-up."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents; they have no tables."""

    name = "baigong.kit.documents"
    label = "documents"
