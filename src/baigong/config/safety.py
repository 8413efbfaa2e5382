"""Refuses to start with settings that would be unsafe in front of strangers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

AT_HOME = {"127.0.0.1", "localhost", "::1"}
LONG_ENOUGH = 50  # characters of a secret key


def is_at_home(settings: Any) -> bool:
    """Tell whether nobody but this machine can reach the site."""
    return urlsplit(settings.SITE_URL).hostname in AT_HOME


def faults(settings: Any) -> Iterator[str]:
    """One sentence for each fault, and what to set."""
    if settings.START_CLOCK_AT and not settings.DEMO:
        yield "BAIGONG_NOW moves the clock and is for the demo only: unset it."
    if not is_at_home(settings):
        yield from open_doors(settings)
        yield from weak_walls(settings)


def open_doors(settings: Any) -> Iterator[str]:
    if settings.DEMO:
        yield f"BAIGONG_DEMO gives everybody known passwords, and the site is {settings.SITE_URL}: unset BAIGONG_DEMO."
    if settings.REHEARSAL:
        yield f"BAIGONG_REHEARSING moves the clock through a whole year, and the site is {settings.SITE_URL}: unset it."
    if settings.DEBUG:
        yield f"DEBUG shows the inside to strangers, and the site is {settings.SITE_URL}: unset DEBUG."


def weak_walls(settings: Any) -> Iterator[str]:
    host = urlsplit(settings.SITE_URL).hostname
    if not settings.SITE_URL.startswith("https://"):
        yield f"SITE_URL is {settings.SITE_URL}: put a proxy with TLS in front and set SITE_URL=https://{host}."
    if "*" in settings.ALLOWED_HOSTS or host not in settings.ALLOWED_HOSTS:
        yield f"ALLOWED_HOSTS has to name the host of SITE_URL and no star: set ALLOWED_HOSTS={host}."
    if len(settings.SECRET_KEY) < LONG_ENOUGH or settings.SECRET_KEY.startswith("django-insecure"):
        yield "SECRET_KEY is too weak: unset it (one is made and kept) or set 50 random characters."
    if len(settings.FIELD_KEY) < LONG_ENOUGH:
        yield "FIELD_KEY seals telephone numbers and may not lie beside them: set 50 random characters, and keep them."


def refuse_unsafe(settings: Any) -> None:
    """Stop the start, with every fault in one answer."""
    if found := list(faults(settings)):
        raise ImproperlyConfigured("\n".join(["百工 does not start with these settings:", *found]))
