"""The theme switch, the pages of mishaps, and the gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponseRedirect, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme

from baigong.kit.http.doors import PUBLIC, door
from baigong.kit.http.held import hold
from baigong.kit.ui import samples
from baigong.kit.ui.templatetags.ui import THEMES

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

YEAR = 60 * 60 * 24 * 365
MISHAPS = ("400", "403", "404", "405", "429", "500")
SPECIMENS = ("sheet", "reading", "desk", "plain", *MISHAPS)


@door(PUBLIC, methods=("POST",))
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark, or neither, and go back to where the reader was."""
    answer = HttpResponseRedirect(_safe_back(request))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        answer.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    else:
        answer.delete_cookie("theme", samesite="Lax")
    return answer


def _safe_back(request: HttpRequest) -> str:
    back = request.POST.get("next", "/")
    hosts = {request.get_host()}
    return back if url_has_allowed_host_and_scheme(back, hosts, require_https=request.is_secure()) else "/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception  # Django passes it; the page tells nobody
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Refused; the reason is shown where the rule gave one that is meant for people."""
    return render(request, "403.html", {"reason": getattr(exception, "reason", "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    del reason  # it names our defences
    return hold(request, status=403) or render(request, "403_csrf.html", status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    del exception  # it lists our addresses
    return render(request, "404.html", status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "429.html", status=429)


def broken(request: HttpRequest) -> HttpResponse:
    """The page that needs nothing: no database, no session, no context."""
    del request
    return HttpResponseServerError(render_to_string("500.html"))


def _invented(request: HttpRequest, name: str = "") -> dict[str, Any]:
    """What the gallery shows; outside the demo there is none."""
    del request
    if not settings.DEMO or name not in {"", *SPECIMENS}:
        raise Http404
    return samples.everything() | {"specimens": SPECIMENS, "name": name}


@door(PUBLIC, of=_invented)
def gallery(request: HttpRequest, invented: dict[str, Any]) -> HttpResponse:
    """Every component in every state."""
    return render(request, "ui/gallery.html", invented)


@door(PUBLIC, of=_invented)
def specimen(request: HttpRequest, invented: dict[str, Any]) -> HttpResponse:
    """A whole page built from components, to see how they stand together."""
    name = invented["name"]
    return render(request, f"{name}.html" if name in MISHAPS else f"ui/specimens/{name}.html", invented)
