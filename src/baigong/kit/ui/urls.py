"""The theme switch, and in demo mode the gallery."""

from django.conf import settings
from django.urls import path

from baigong.kit.ui import views

app_name = "ui"
urlpatterns = [path("theme/", views.set_theme, name="theme")]
if settings.DEMO:
    urlpatterns += [
        path("kit/", views.gallery, name="gallery"),
        path("kit/pages/<slug:name>/", views.specimen, name="specimen"),
    ]
