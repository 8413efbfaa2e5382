"""The theme switch, and the gallery that the demo shows."""

from django.urls import path

from baigong.kit.ui import views

app_name = "ui"
urlpatterns = [
    path("theme/", views.set_theme, name="theme"),
    path("kit/", views.gallery, name="gallery"),
    path("kit/pages/<slug:name>/", views.specimen, name="specimen"),
]
