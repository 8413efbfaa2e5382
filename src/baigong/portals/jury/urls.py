"""The addresses of the jury portal."""

from django.urls import URLPattern, URLResolver, path

from baigong.portals.jury.views import away, desk, examples, grid, joining, meeting, pairs, proof, thanks

app_name = "jury"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk.home, name="home"),
    path("invitation/<slug:secret>/", joining.invitation, name="invitation"),
    path("desk.webmanifest", away.manifest, name="manifest"),
    path("entries.pdf", away.pack, name="pack"),
    path("away.json", away.away, name="away"),
    path("nowhere/", away.nowhere, name="nowhere"),
    path("grid/", grid.grid, name="grid"),
    path("pairs/", pairs.pairs, name="pairs"),
    path("pairs/<slug:public_id>/", pairs.pair, name="pair"),
    path("oath/", joining.oath, name="oath"),
    path("examples/", examples.examples, name="examples"),
    path("meeting/", meeting.room, name="meeting"),
    path("meeting/live/", meeting.live, name="meeting_live"),
    path("meeting/come/", meeting.come, name="meeting_come"),
    path("meeting/go/", meeting.go, name="meeting_go"),
    path("meeting/vote/<slug:public_id>/", meeting.vote, name="meeting_vote"),
    path("proofs/", proof.proofs, name="proofs"),
    path("thanks.pdf", thanks.thanks, name="thanks"),
    path("read/<slug:public_id>/", desk.read, name="read"),
    path("read/<slug:public_id>/save/", desk.save, name="save"),
    path("read/<slug:public_id>/submit/", desk.submit, name="submit"),
    path("read/<slug:public_id>/receive/", away.receive, name="receive"),
    path("read/<slug:public_id>/reopen/", desk.reopen, name="reopen"),
    path("read/<slug:public_id>/conflict/", desk.conflict, name="conflict"),
    path("read/<slug:public_id>/proof.json", proof.proof, name="proof"),
    path("read/<slug:public_id>/file/<slug:evidence>/", desk.file, name="file"),
]
