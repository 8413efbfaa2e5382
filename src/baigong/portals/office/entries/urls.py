"""The addresses of entries in the office."""

from django.urls import path

from baigong.portals.office.entries import names, numbers, schools, similar, tracks, units, views

urlpatterns = [
    path("entries/", views.entries, name="entries"),
    path("edition/<slug:slug>/entries/", views.entries, name="entries"),
    path("edition/<slug:slug>/entries/file/", views.export, name="entries_export"),
    path("edition/<slug:slug>/entries/units/", units.units, name="units"),
    path("edition/<slug:slug>/entries/units/schools/", schools.schools, name="units_schools"),
    path("edition/<slug:slug>/entries/names/", names.names, name="names"),
    path("names/<slug:revelation>/", names.rule, name="rule_name"),
    path("entry/<slug:public_id>/", views.entry, name="entry"),
    path("entry/<slug:public_id>/return/", views.send_back, name="return"),
    path("entry/<slug:public_id>/accept/", views.accept, name="accept"),
    path("entry/<slug:public_id>/reject/", views.reject, name="reject"),
    path("entry/<slug:public_id>/similar/", similar.similar, name="similar"),
    path("entry/<slug:public_id>/numbers/", numbers.numbers, name="numbers"),
    path("entry/<slug:public_id>/track/", tracks.propose, name="propose_track"),
    path("entry/<slug:public_id>/track/back/", tracks.take_back, name="take_track_back"),
    path("entry/<slug:public_id>/files/<slug:evidence>/", views.download, name="entry_file"),
    path("entry/<slug:public_id>/files/<slug:evidence>/preview/", views.preview, name="entry_preview"),
]
