"""The addresses of the public portal."""

from django.urls import URLPattern, URLResolver, path

from baigong.portals.public import views

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("prospectus.pdf", views.prospectus, name="prospectus"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
