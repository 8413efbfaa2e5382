"""The addresses of the whole site; doors of other people's packages are declared here."""

from django.urls import URLPattern, URLResolver, include, path

from baigong.config import health
from baigong.kit.http import reports
from baigong.kit.http.doors import PUBLIC, Door
from baigong.portals.account import entrance
from baigong.portals.jury.views import away

BOTH = ("GET", "HEAD", "POST")
DECLARED = {
    "set_language": Door(PUBLIC, ("POST",)),
    "account_*": Door(PUBLIC, BOTH),  # django-allauth guards its own pages
    "mfa_*": Door(PUBLIC, BOTH),
    "usersessions_*": Door(PUBLIC, BOTH),
    "socialaccount_*": Door(PUBLIC, BOTH),
    "google_*": Door(PUBLIC, BOTH),
    "line_*": Door(PUBLIC, BOTH),
    "openid_connect_*": Door(PUBLIC, BOTH),
    "/account/social/*": Door(PUBLIC, BOTH),
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("policy-report", reports.violation, name="policy_report"),
    path("", include("baigong.portals.public.urls")),
    path("account/", include("baigong.portals.account.urls")),
    path("account/signup/", entrance.signup, name="account_signup"),
    path("account/confirm-email/", entrance.confirm, name="account_email_verification_sent"),
    path("account/", include("allauth.urls")),
    path("entries/", include("baigong.portals.entrant.urls")),
    path("desk-worker.js", away.worker, name="desk_worker"),
    path("jury/", include("baigong.portals.jury.urls")),
    path("office/", include("baigong.portals.office.urls")),
    path("partner/", include("baigong.portals.partner.urls")),
    path("api/v1/", include("baigong.portals.api.urls")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("", include("baigong.kit.ui.urls")),
]
handler400 = "baigong.kit.ui.views.bad_request"
handler403 = "baigong.kit.ui.views.forbidden"
handler404 = "baigong.kit.ui.views.missing"
handler500 = "baigong.kit.ui.views.broken"
