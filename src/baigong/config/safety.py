"""Refuses to start with settings that would be unsafe in front of strangers."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

AT_HOME = {"127.0.0.1", "localhost", "::1"}


def faults(settings: SimpleNamespace | Any) -> Iterator[str]:
    """One sentence for each fault, and what to set."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    is_home = host in AT_HOME
    if settings.START_CLOCK_AT and not settings.DEMO:
        yield "BAIGONG_NOW moves the clock and is for the demo only: unset it."
    if is_home:
        return
    if settings.DEMO:
        yield f"BAIGONG_DEMO gives everybody known passwords and SITE_URL is {settings.SITE_URL}: unset BAIGONG_DEMO."
    if settings.DEBUG:
        yield f"DEBUG shows the inside to strangers and SITE_URL is {settings.SITE_URL}: unset DEBUG."
    if not settings.SITE_URL.startswith("https://"):
        yield f"SITE_URL is {settings.SITE_URL}: put a proxy with TLS in front and set SITE_URL=https://{host}."
    if "*" in settings.ALLOWED_HOSTS or host not in settings.ALLOWED_HOSTS:
        yield f"ALLOWED_HOSTS must name the host of SITE_URL and no star: set ALLOWED_HOSTS={host}."
    if len(settings.SECRET_KEY) < 50 or settings.SECRET_KEY.startswith("django-insecure"):
        yield "SECRET_KEY is too short to sign anything: unset it (one is made and kept) or set 50 random characters."


def refuse_unsafe(settings: Any) -> None:
    if found := list(faults(settings)):
        raise ImproperlyConfigured("\n".join(["百工 does not start with these settings:", *found]))
