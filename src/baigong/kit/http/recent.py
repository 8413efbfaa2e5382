"""Some acts ask who is there once more: the person has to have signed in, or confirmed it, a few minutes ago."""

from __future__ import annotations

from collections.abc import Iterator
from time import time
from typing import Any

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest


def ask_again(request: HttpRequest) -> None:
    """Lead to the page that asks once more, unless it was answered a moment ago; a form sent meanwhile is kept."""
    if not is_recent(request):
        raise ReauthenticationRequired


def is_recent(request: HttpRequest) -> bool:
    """Who has a second factor has to have shown it; who has no means of proof here is as good as the last sign-in."""
    person: Any = request.user
    since = time() - app_settings.REAUTHENTICATION_TIMEOUT
    return any(at > since for at in _proofs(request)) or not get_reauthentication_flows(person)


def _proofs(request: HttpRequest) -> Iterator[float]:
    """When the person proved who it is, by the strongest means there is."""
    strong = is_mfa_enabled(request.user)
    for record in get_authentication_records(request, request.user):
        if not strong or record["method"] == "mfa":
            yield record["at"]
