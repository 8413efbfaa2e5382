"""The addresses of the certificates."""

from django.urls import path

from baigong.portals.office.certificates import views

urlpatterns = [
    path("certificates/", views.certificates, name="certificates"),
    path("certificates/issue/", views.issue_missing, name="issue"),
    path("certificates/<slug:code>/", views.certificate, name="certificate"),
]
