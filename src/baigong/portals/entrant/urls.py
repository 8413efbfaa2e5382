"""The addresses of the entrant portal."""

from django.urls import URLPattern, URLResolver

app_name = "entrant"
urlpatterns: list[URLPattern | URLResolver] = []
