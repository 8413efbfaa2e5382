"""The addresses of the office portal."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("baigong.portals.office.overview.urls")),
    path("", include("baigong.portals.office.edition.urls")),
    path("", include("baigong.portals.office.entries.urls")),
    path("", include("baigong.portals.office.jury.urls")),
    path("", include("baigong.portals.office.selection.urls")),
    path("", include("baigong.portals.office.certificates.urls")),
]
