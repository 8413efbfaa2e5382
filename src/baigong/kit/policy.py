"""Who may do what: asks the one policy that config hands over at start-up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from typing import Any

from django.utils.translation import gettext as _
from rules.predicates import Predicate as Predicate  # noqa: PLC0414 - handed on to the chapters
from rules.predicates import predicate as _predicate

from baigong.kit.errors import NotAllowed

_policy: dict[str, Predicate] = {}
_step_up: set[str] = set()
_because: ContextVar[str] = ContextVar("because", default="")


class System:
    """The house itself: the clock and the jobs act under this name."""

    pk = None
    public_id = "system"
    is_active = is_authenticated = True
    is_system = True

    def __str__(self) -> str:
        return "system"


SYSTEM = System()


def install(policy: Mapping[str, Predicate], *, step_up: Iterable[str] = ()) -> None:
    """Take the table over, and the abilities whose doors ask once more who is there; called once by config."""
    _policy.clear()
    _policy.update(policy)
    _step_up.clear()
    _step_up.update(step_up)


def predicate(function: Callable[..., bool] | None = None, *, name: str | None = None) -> Any:
    """Make a function of (person, thing) a predicate that can be joined with & | ~ and prints its own name."""
    return _predicate(function) if function is not None else _predicate(name=name)  # type: ignore[no-untyped-call]


def deny(sentence: object) -> bool:
    """For predicates: say no and leave the reason for whoever explains it."""
    _because.set(str(sentence))
    return False


def allowed(person: Any, ability: str, thing: Any = None) -> bool:
    """Whether `person` has `ability` on `thing`; an ability without a row is an error."""
    return bool(_policy[ability].test(person, thing))


def why_not(person: Any, ability: str, thing: Any = None) -> str:
    """Empty where allowed, else the sentence to show."""
    mark = _because.set("")
    try:
        if allowed(person, ability, thing):
            return ""
        return _because.get() or _("You do not have the right to do this. Ask the office if you think you should.")
    finally:
        _because.reset(mark)


def require(person: Any, ability: str, thing: Any = None) -> None:
    """Raise NotAllowed with its reason unless allowed."""
    if sentence := why_not(person, ability, thing):
        raise NotAllowed(sentence, ability=ability)


def step_up() -> frozenset[str]:
    """The abilities whose doors ask once more who is there."""
    return frozenset(_step_up)


def rows() -> Mapping[str, Predicate]:
    """The installed table, for documents and tests."""
    return dict(_policy)
