"""The addresses of the account portal."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from baigong.portals.account import addresses, merging, own_data, views

app_name = "account"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("here/", views.here, name="here"),
    path("profile/", views.profile, name="profile"),
    path("address/back/<str:secret>/", addresses.back, name="address-back"),
    path("notices/", views.notices, name="notices"),
    path("data/", own_data.own_data, name="own-data"),
    path("data/file/", own_data.copy, name="own-data-file"),
    path("data/erase/", own_data.erase, name="erase"),
    path("data/requests/", own_data.requests, name="data-requests"),
    path("data/merge/", merging.start, name="merge-start"),
    path("data/merge/<slug:public_id>/", merging.merge, name="merge"),
    path("data/stay/", own_data.stay, name="stay"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<slug:public_id>/", views.message, name="message"),
]
if settings.DEMO:
    urlpatterns.append(path("outbox/", views.outbox, name="outbox"))
