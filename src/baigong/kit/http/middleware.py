"""What every request and every answer passes through."""

from __future__ import annotations

import errno
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog
from csp.utils import build_policy
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from baigong.kit import time
from baigong.kit.audit.context import origin
from baigong.kit.errors import BadInput, Refused, TooBusy

LONGEST_WAIT = timedelta(minutes=10)
IN_WORDS = (400, 403, 404, 405, 429)
NO_GROUND = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}
log = structlog.get_logger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]
HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def address_of(request: HttpRequest) -> str:
    """The visitor's address, believing only as many proxies as are configured."""
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(hops) >= trusted:
        return str(hops[-trusted])
    return str(request.META.get("REMOTE_ADDR", ""))


def arrival_of(request: HttpRequest) -> datetime:
    """When the request reached the first hop we trust (its X-Request-Start, in seconds since 1970), else this instant.

    Only where the proxy is known to write the stamp itself: else a visitor could, and be in time when late. A stamp
    that lies ahead, or further back than anybody waits, is not believed.
    """
    now = time.now()
    stamp = request.headers.get("X-Request-Start", "").removeprefix("t=") if settings.PROXY_STAMPS_ARRIVAL else ""
    try:
        arrived = datetime.fromtimestamp(float(stamp), UTC)
    except (ValueError, OverflowError, OSError):
        return now
    return arrived if now - LONGEST_WAIT <= arrived <= now else now


class RequestOrigin:
    """Gives the request a number that its audit events, logs and answer share."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = uuid.uuid4().hex
        structlog.contextvars.bind_contextvars(request_id=number)
        try:
            with origin(number, address_of(request)), time.arriving(arrival_of(request)):
                response = self.get_response(request)
        finally:
            structlog.contextvars.clear_contextvars()
        response["X-Request-ID"] = number
        return response


class SecurityHeaders:
    """Headers that Django does not set; pages of signed-in people are never kept by a cache.

    The policy of content is the same for every page, and put together once; a view that sets its own keeps it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.headers = HEADERS | {"Content-Security-Policy": build_policy()}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.setdefault(name, value)
        if "Cache-Control" not in response and response.get("Content-Type", "").startswith(
            ("text/html", "application/json")
        ):
            response["Cache-Control"] = "no-store" if _is_signed_in(request) else "private, no-cache"
        return response


def _is_signed_in(request: HttpRequest) -> bool:
    return hasattr(request, "user") and request.user.is_authenticated


class Refusals:
    """Turns a refusal, or an answer that is only a number, into a page that says why and what to do (scripts: JSON)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        return _in_words(request, response) if _is_bare(request, response) else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if _is_out_of_ground(error):
            log.error("nothing can be kept", exc_info=error)
            error = TooBusy(_("Nothing can be kept just now. What you wrote is still on your page; try again soon."))
            if not _wants_data(request):
                return HttpResponse(render_to_string("500.html", {"code": 503}), status=503)
        if isinstance(error, RecursionError):  # what was sent is nested deeper than any form of ours
            error = BadInput(_("Something needs a correction."), {})
        if not isinstance(error, Refused):
            return None
        if _wants_data(request):
            return JsonResponse(_as_data(error), status=error.status, json_dumps_params={"ensure_ascii": False})
        return render(request, "refused.html", {"refusal": error}, status=error.status)


def _is_out_of_ground(error: Exception) -> bool:
    """Whether disk or database give way under us: full, read-only, broken, not there."""
    return isinstance(error, OperationalError) or (isinstance(error, OSError) and error.errno in NO_GROUND)


def _wants_data(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _is_bare(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody in front of a browser would see an empty page."""
    if response.status_code not in IN_WORDS or response.streaming or response.content:
        return False
    return "text/html" in request.headers.get("Accept", "")


def _in_words(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    page = render(request, f"{response.status_code}.html", status=response.status_code)
    if allowed := response.get("Allow"):
        page["Allow"] = allowed
    return page


def _as_data(error: Refused) -> dict[str, object]:
    faults = {key: str(fault) for key, fault in error.faults.items()} if isinstance(error, BadInput) else {}
    return {"sentence": str(error), "faults": faults}
