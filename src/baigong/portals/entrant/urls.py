"""The addresses of the entrant portal."""

from django.urls import URLPattern, URLResolver, path

from baigong.portals.entrant.views import (
    asking,
    avoiding,
    entries,
    files,
    handing_in,
    invitations,
    keepsakes,
    resumable,
    second_thoughts,
    team,
    winning,
    writing,
)

app_name = "entrant"
ENTRY = "<slug:public_id>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", entries.mine, name="list"),
    path("start/", entries.start, name="start"),
    path("units/", team.units, name="units"),
    path("eligible/", entries.eligible, name="eligible"),
    path("invitation/<str:secret>/", invitations.invitation, name="invitation"),
    path(ENTRY, entries.standing, name="entry"),
    path(f"{ENTRY}write/", writing.first, name="write"),
    path(f"{ENTRY}write/<slug:section>/", writing.write, name="write"),
    path(f"{ENTRY}save/", writing.save, name="save"),
    path(f"{ENTRY}upload/<slug:question>/", files.upload, name="upload"),
    path(f"{ENTRY}upload/<slug:question>/parts/", resumable.start, name="parts"),
    path(f"{ENTRY}parts/<slug:upload>/", resumable.go_on, name="part"),
    path(f"{ENTRY}files/<slug:evidence>/", files.download, name="file"),
    path(f"{ENTRY}files/<slug:evidence>/preview/", files.preview, name="preview"),
    path(f"{ENTRY}files/<slug:evidence>/about/", files.about, name="file-about"),
    path(f"{ENTRY}team/", team.members, name="members"),
    path(f"{ENTRY}question/", asking.ask, name="question"),
    path(f"{ENTRY}avoid/", avoiding.avoid, name="avoid"),
    path(f"{ENTRY}changes-read/", team.changes_read, name="changes-read"),
    path(f"{ENTRY}reminders/", team.reminders, name="reminders"),
    path(f"{ENTRY}submit/", handing_in.submit, name="submit"),
    path(f"{ENTRY}library/", winning.library, name="library"),
    path(f"{ENTRY}withdraw/", second_thoughts.withdraw, name="withdraw"),
    path(f"{ENTRY}undo/", second_thoughts.undo, name="undo"),
    path(f"{ENTRY}track/", second_thoughts.track, name="track"),
    path(f"{ENTRY}history/", keepsakes.history, name="history"),
    path(f"{ENTRY}history/<int:number>/", keepsakes.version, name="version"),
    path(f"{ENTRY}portfolio.pdf", keepsakes.portfolio, name="portfolio"),
    path(f"{ENTRY}text.<slug:form>", keepsakes.manuscript, name="manuscript"),
    path(f"{ENTRY}data/", keepsakes.data, name="data"),
    path(f"{ENTRY}archive/", keepsakes.archive, name="archive"),
    path(f"{ENTRY}receipt/<slug:receipt>/", handing_in.receipt, name="receipt"),
    path(f"{ENTRY}receipt/<slug:receipt>/file/", handing_in.receipt_file, name="receipt-file"),
    path(f"{ENTRY}receipt/<slug:receipt>/receipt.pdf", handing_in.receipt_pdf, name="receipt-pdf"),
]
