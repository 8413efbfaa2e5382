"""Refuses to start with an address that declares no door, and names what an outside provider still misses."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004 (Django's name for it)

from baigong.kit.http.routes import routes


@register("doors")
def every_route_has_a_door(**_kwargs: Any) -> list[CheckMessage]:
    """One error per address without a declared policy."""
    from baigong.config.urls import DECLARED  # noqa: PLC0415 (the addresses load views, which load after the checks)

    open_doors = [route for route in routes(DECLARED) if route.door is None]
    return [
        Error(
            f"{route.pattern} ({route.name}) has no declared policy",
            hint="Put @door(...) on its view.",
            id="baigong.E001",
        )
        for route in open_doors
    ]


@register("passwords")
def leaked_passwords_are_there(**_kwargs: Any) -> list[CheckMessage]:
    """One error where the file that is named cannot be read: each new password would fail on it."""
    path = settings.LEAKED_PASSWORDS
    if not path or os.access(path, os.R_OK):
        return []
    hint = "Lay the file there, or unset LEAKED_PASSWORDS."
    return [Error(f"LEAKED_PASSWORDS is {path}, which cannot be read", hint=hint, id="baigong.E002")]


NEEDED = {
    "google": {"secret": "GOOGLE_CLIENT_SECRET"},
    "line": {"secret": "LINE_CLIENT_SECRET"},
    "openid_connect": {"secret": "OIDC_CLIENT_SECRET", "server_url": "OIDC_SERVER_URL"},
}


@register("providers")
def every_provider_is_whole(**_kwargs: Any) -> list[CheckMessage]:
    """One warning per outside provider that is switched on by its id and would fail at the first visitor."""
    return [
        Warning(
            f"Signing in by {provider} is switched on and lacks {' and '.join(lacking)}",
            hint=f"Set {' and '.join(lacking)}, or unset the client id.",
            id="baigong.W001",
        )
        for provider, app in _apps()
        if (lacking := list(_lacking(NEEDED[provider], app)))
    ]


def _apps() -> Iterator[tuple[str, dict[str, Any]]]:
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    for provider, known in providers.items():
        yield from ((provider, {**app, **app.get("settings", {})}) for app in known["APPS"])


def _lacking(needed: dict[str, str], app: dict[str, Any]) -> Iterator[str]:
    yield from (variable for key, variable in needed.items() if not app.get(key))
