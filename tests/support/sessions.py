"""Browsers of people who have just shown who they are, as the sign-in page leaves them."""

from __future__ import annotations

from time import time
from typing import Any

from allauth.account.internal.flows import login
from django.test import Client


def just_proven(client: Client, person: Any, *, ago: float = 0.0, method: str = "password") -> Client:
    """Note in a signed-in browser's session that its owner gave a proof so many seconds ago."""
    session = client.session
    session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": method, "at": time() - ago}]
    session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(person.pk)
    session.save()
    return client


def browser_of(person: Any, *, client: Client | None = None) -> Client:
    """A browser of somebody who has read the notices and shown a second factor, if there is one."""
    client = client or Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["gates"] = "passed"
    session.save()
    return client
