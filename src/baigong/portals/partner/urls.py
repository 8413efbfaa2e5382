"""The addresses of the partner portal."""

from django.urls import URLPattern, URLResolver

app_name = "partner"
urlpatterns: list[URLPattern | URLResolver] = []
