"""Every address declares who may use it; one without a declaration stops the start."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed

from baigong.kit import policy
from baigong.kit.http.held import hold
from baigong.kit.http.recent import ask_again

PUBLIC = "public"
SIGNED_IN = "signed in"
View = Callable[..., HttpResponseBase]
Loader = Callable[..., Any]


@dataclass(frozen=True)
class Door:
    """What an address asks of whoever knocks: `ability` is an ability, PUBLIC or SIGNED_IN."""

    ability: str
    methods: tuple[str, ...]
    of: Loader | None = None

    @property
    def is_public(self) -> bool:
        return self.ability == PUBLIC


def door(ability: str, *, methods: Iterable[str] = ("GET",), of: Loader | None = None) -> Callable[[View], View]:
    """Declare a view's door.

    `of(request, **kwargs)` fetches the thing the ability is about (raising Http404 where the person may not know of
    it); the view then gets it as its second argument in place of the address's parts. Anonymous people are led to the
    sign-in page, others are refused with the reason (NotAllowed, turned into a page by the middleware).
    """
    known = Door(ability, tuple(methods) + (("HEAD",) if "GET" in methods else ()), of)

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
            if request.method not in known.methods:
                return HttpResponseNotAllowed(known.methods)
            if not known.is_public and not request.user.is_authenticated:
                return hold(request, status=401) or redirect_to_login(request.get_full_path())
            return _enter(known, view, request, kwargs)

        guarded.door = known  # type: ignore[attr-defined]
        return guarded

    return declare


def _enter(known: Door, view: View, request: HttpRequest, kwargs: dict[str, Any]) -> HttpResponseBase:
    things = (known.of(request, **kwargs),) if known.of else ()
    if known.ability not in {PUBLIC, SIGNED_IN}:
        policy.require(request.user, known.ability, *things)
        if known.ability in policy.step_up():
            ask_again(request)
    return view(request, *things) if known.of else view(request, **kwargs)
