"""The addresses of the overview."""

from django.urls import path

from baigong.portals.office.overview import data_requests, views

urlpatterns = [
    path("", views.home, name="home"),
    path("letters/", views.letters, name="letters"),
    path("data-requests/", data_requests.listed, name="data_requests"),
    path("data-requests/<slug:public_id>/", data_requests.answer, name="data_request"),
    path("keeping/", views.keeping, name="keeping"),
    path("letters/again/", views.again, name="letters_again"),
]
