"""Sessions in the database; the statement that every page of a signed-in person begins with is ready made."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.backends import base, db
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import get_random_string

from baigong.kit.prepared import Prepared
from baigong.kit.written import change, write

IDLE, SEEN = "idle", "seen"  # minutes that a session may rest; when somebody was last there, in seconds
NOTED_EVERY = 60  # seconds: a page costs no write


def keep(request: HttpRequest) -> None:
    """Write the session inside the present transaction, with what it is about."""
    request.session.save()


def end_within(request: HttpRequest, *, hours: int) -> None:
    """However busy it is: whoever left a machine open is out of it by the next day. By the clock of the machine."""
    request.session.set_expiry(timezone.now() + timedelta(hours=hours))


def rest_at_most(request: HttpRequest, *, minutes: int) -> None:
    """Sign out who lets the session rest for longer; 0 is no bound."""
    if minutes:
        request.session.update({IDLE: minutes, SEEN: timezone.now().timestamp()})


def idle_minutes(request: HttpRequest) -> int:
    """How long this session may rest; 0 where nobody minds."""
    return int(request.session.get(IDLE, 0)) if _has_session(request) else 0


def end_if_idle(request: HttpRequest) -> None:
    """Sign out whoever was away for too long; what the page has unsaved is held, or stays on the device."""
    if not (minutes := idle_minutes(request)):
        return
    now = timezone.now().timestamp()
    rested = now - request.session.get(SEEN, 0)
    if rested > minutes * 60:
        logout(request)
    elif rested > NOTED_EVERY and not _asks_by_itself(request):
        request.session[SEEN] = now


def _has_session(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _asks_by_itself(request: HttpRequest) -> bool:
    """A page that looks for news every few seconds is nobody in front of it."""
    wants_data = request.headers.get("Accept", "").startswith("application/json")
    return request.method == "GET" and (wants_data or "HX-Request" in request.headers)


_sessions: Prepared[Any] = Prepared(lambda key: db.SessionStore.get_model_class().objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    """Django's own, with that one question asked in another way; what stands in its row is not written again."""

    _written: tuple[str | None, bytes] | None = None

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's signature
        """A view that saves inside its transaction spares the middleware a second one."""
        if self.session_key is None:
            self.create()
            return
        words = self.serializer().dumps(self._get_session(no_load=must_create))  # type: ignore[attr-defined]  # not in the stubs
        if must_create or self._written != (self.session_key, words):
            self._put(is_new=must_create)
            self._written = (self.session_key, words)

    def _put(self, *, is_new: bool) -> None:
        """One statement; Django marks a point to go back to before it and lets go of it after."""
        row = self.create_model_instance(self._get_session(no_load=is_new))  # type: ignore[attr-defined]  # likewise
        values = {"session_data": row.session_data, "expire_date": row.expire_date}
        if is_new:
            write(row)
        elif not change(self.model, values, pk=row.pk):
            raise base.UpdateError

    def _get_new_session_key(self) -> str:
        """Nobody looks first whether it is taken: 32 characters by chance are not, and the row would be refused."""
        return get_random_string(32, base.VALID_KEY_CHARS)

    def delete(self, session_key: str | None = None) -> None:
        """In one statement; Django fetches the row first."""
        if key := session_key or self.session_key:
            self.model.objects.filter(session_key=key).delete()

    def _get_session_from_db(self) -> Any:
        found = _sessions.first(self.session_key)
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found
