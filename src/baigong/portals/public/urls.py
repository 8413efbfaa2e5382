"""The addresses of the public portal."""

from django.urls import URLPattern, URLResolver, path

from baigong.portals.public import certificate, library, views

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("prospectus.pdf", views.prospectus, name="prospectus"),
    path("library/", library.library, name="library"),
    path("library/<str:public_id>/", library.solution, name="solution"),
    path("library/<str:public_id>/pictures/<slug:evidence>/", library.picture, name="picture"),
    path("check/", certificate.ask, name="check"),
    path("check/<str:code>/", certificate.check, name="check"),
    path("check/<str:code>/certificate.pdf", certificate.sheet, name="certificate"),
    path("check/<str:code>/statement.json", certificate.statement, name="statement"),
    path(".well-known/baigong-keys.json", certificate.keys, name="keys"),
    path("winners/", views.winners, name="winners"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
]
