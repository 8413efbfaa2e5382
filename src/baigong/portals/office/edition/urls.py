"""The addresses of the year in the office."""

from django.urls import path

from baigong.portals.office.edition import people, preview, trouble, versions, views

urlpatterns = [
    path("edition/", views.mine, name="edition"),
    path("edition/<slug:slug>/", views.year, name="edition_year"),
    path("edition/<slug:slug>/texts/", views.part, name="edition_texts"),
    path("edition/<slug:slug>/part/<path:address>/", views.part, name="edition_part"),
    path("edition/<slug:slug>/add/<path:address>/", views.add, name="edition_add"),
    path("edition/<slug:slug>/order/<path:address>/", views.order, name="edition_order"),
    path("edition/<slug:slug>/preview/", preview.preview, name="edition_preview"),
    path("edition/<slug:slug>/review/", versions.review, name="edition_review"),
    path("edition/<slug:slug>/file/", versions.export, name="edition_export"),
    path("edition/<slug:slug>/import/", versions.take, name="edition_import"),
    path("edition/<slug:slug>/next/", versions.following, name="edition_next"),
    path("edition/<slug:slug>/state/", versions.turn, name="edition_state"),
    path("edition/<slug:slug>/versions/", versions.versions, name="edition_versions"),
    path("edition/<slug:slug>/versions/<int:number>/", versions.version, name="edition_version"),
    path("edition/<slug:slug>/roles/", people.roles, name="edition_roles"),
    path("edition/<slug:slug>/roles/grant/", people.grant, name="edition_grant"),
    path("edition/<slug:slug>/roles/<str:who>/<str:kind>/revoke/", people.revoke, name="edition_revoke"),
    path("edition/<slug:slug>/dates/", people.extend, name="edition_extend"),
    path("edition/<slug:slug>/dates/trouble/", trouble.rule, name="edition_trouble"),
]
