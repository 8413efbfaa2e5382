"""The addresses of the overview."""

from django.urls import path

from baigong.portals.office.overview import views

urlpatterns = [
    path("", views.home, name="home"),
    path("letters/", views.letters, name="letters"),
    path("keeping/", views.keeping, name="keeping"),
    path("letters/again/", views.again, name="letters_again"),
]
