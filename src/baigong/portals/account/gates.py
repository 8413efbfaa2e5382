"""What stands between signing in and working: the newest notice, and a second factor for those who need one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from baigong.domain.consents.queries import missing
from baigong.domain.editions.rules import roles_of
from baigong.domain.judging.models import Judge
from baigong.interface.context import current_edition
from baigong.kit.http.sessions import end_if_idle, end_within, rest_at_most
from baigong.kit.prepared import Prepared

STRONG_ROOMS = ("baigong.portals.office", "baigong.portals.jury")
OPEN_ROOMS = ("baigong.portals.account", "baigong.portals.public", "baigong.kit")
NEEDS_SECOND_FACTOR = {"office", "director", "chair", "auditor"}

_judges = Prepared(lambda person: Judge.objects.filter(person=person).values_list("pk")[:1])


class Gates:
    """Leads a signed-in person to what is still missing, and back; signs out who was away for too long."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        end_if_idle(request)
        response: HttpResponse = self.get_response(request)
        return response

    def process_view(self, request: HttpRequest, view: Any, *_args: Any) -> HttpResponse | None:
        door = getattr(view, "door", None)
        if (
            door is None
            or door.is_public
            or view.__module__.startswith(OPEN_ROOMS)
            or not request.user.is_authenticated
        ):
            return None
        if page := look(request, strongly=view.__module__.startswith(STRONG_ROOMS)):
            return redirect(f"{reverse(page)}?{urlencode({'next': request.get_full_path()})}")
        return None


def look(request: HttpRequest, *, strongly: bool = False) -> str:
    """The page that is still missing; where none is, nobody looks again as long as the session lasts.

    Who came without a second factor because none was needed is looked at again before the rooms that need one: a role
    or a jury's invitation may have come along since.
    """
    mark = request.session.get("gates")
    if not request.user.is_authenticated or mark == "passed" or (mark == "lightly" and not strongly):
        return ""
    page = _still_missing(request)
    if not page:
        _let_in(request, mark=mark)
    return page


def _let_in(request: HttpRequest, *, mark: str | None) -> None:
    """Remember how strongly somebody was looked at, and for how long the session may last and rest."""
    strong = not settings.REQUIRE_SECOND_FACTOR or _needs_second_factor(request.user)
    new = "passed" if strong else "lightly"
    if new != mark:
        request.session["gates"] = new
    if _runs_the_award(request.user):
        end_within(request, hours=settings.OFFICE_SESSION_HOURS)
        rest_at_most(request, minutes=settings.OFFICE_IDLE_MINUTES)
    elif _judges(request.user.pk):
        rest_at_most(request, minutes=settings.JUDGE_IDLE_MINUTES)


def _still_missing(request: HttpRequest) -> str:
    edition = current_edition(request)
    if missing(request.user, edition=edition.slug if edition else ""):
        return "account:notices"
    if settings.REQUIRE_SECOND_FACTOR and _needs_second_factor(request.user) and not _has_second_factor(request.user):
        return "mfa_activate_totp"
    return ""


def _needs_second_factor(person: Any) -> bool:
    return _runs_the_award(person) or bool(_judges(person.pk))


def _runs_the_award(person: Any) -> bool:
    return any(kind in NEEDS_SECOND_FACTOR for _edition, kind in roles_of(person))


def _has_second_factor(person: Any) -> bool:
    strong = Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return bool(strong.exists())
