"""The gallery of components, in demo mode."""

from django.urls import URLPattern

app_name = "ui"
urlpatterns: list[URLPattern] = []
