"""What can become what: one table per noun, one verb that carries every move."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from baigong.kit import audit, events, policy
from baigong.kit.errors import Refused
from baigong.kit.prepared import Prepared
from baigong.kit.written import change

Condition = Callable[..., str]
"""Takes (thing, by) and returns "" or the sentence that says what is missing."""


@dataclass(frozen=True)
class Move:
    """One row: what becomes what, who may, when, and what is told."""

    name: str
    sources: tuple[str, ...]
    target: str
    ability: str
    conditions: tuple[Condition, ...] = ()
    emits: type[events.Event] | None = None


class MoveTable(dict[str, Move]):
    """All moves of one noun, by name."""

    def __init__(self, model: type[models.Model], moves: Iterable[Move]) -> None:
        super().__init__((move.name, move) for move in moves)
        self.model = model

    def from_state(self, state: str) -> list[Move]:
        return [move for move in self.values() if state in move.sources]

    def offered(self, thing: Any, *, by: Any) -> list[Move]:
        """The moves that would pass now: what a page shows as buttons."""
        return [move for move in self.from_state(thing.state) if not obstacle(move, thing, by=by)]


TABLES: dict[type[models.Model], MoveTable] = {}


def move(
    name: str,
    sources: Iterable[str],
    target: str,
    ability: str,
    *conditions: Condition,
    emits: type[events.Event] | None = None,
) -> Move:
    """One row of a table."""
    return Move(name, tuple(sources), target, ability, conditions, emits)


def table(model: type[models.Model], *moves: Move) -> MoveTable:
    """Register the moves of a noun."""
    TABLES[model] = MoveTable(model, moves)
    return TABLES[model]


def obstacle(move: Move, thing: Any, *, by: Any) -> str:
    """Empty if the move may go ahead, else the first sentence that stops it."""
    return policy.why_not(by, move.ability, thing) or unmet(move, thing, by=by)


def unmet(move: Move, thing: Any, *, by: Any) -> str:
    """Empty if every condition holds, else the first sentence that does not."""
    return next((sentence for condition in move.conditions if (sentence := condition(thing, by))), "")


@cache
def _lock(model: type[models.Model]) -> Prepared[Any]:
    """The row, held until the transaction ends."""
    return Prepared(lambda pk: model._base_manager.select_for_update(of=("self",)).filter(pk=pk))  # noqa: SLF001


def perform(thing: Any, name: str, *, by: Any, reason: str = "", **facts: Any) -> Any:
    """Carry out one move: lock, check state, ability and conditions, write, log, tell.

    Extra `facts` go to the event and the audit record. Returns the locked, fresh row.
    Raises Refused (or NotAllowed) with the sentence to show; then nothing has changed.
    """
    model: type[models.Model] = type(thing)
    row = TABLES[model][name]
    with transaction.atomic():
        if (fresh := _lock(model).first(thing.pk)) is None:
            raise model.DoesNotExist  # type: ignore[attr-defined]  # every model has its own
        _share(thing, fresh)
        _check(row, fresh, by=by)
        before, fresh.state = fresh.state, row.target
        change(model, {"state": row.target}, pk=fresh.pk)
        thing.state = row.target
        audit.record(
            f"{model.__name__.lower()}.{name}", fresh, by=by, reason=reason, before=before, after=row.target, **facts
        )
        if row.emits:
            events.emit(row.emits(**_fields(row.emits, fresh, facts)))
    return fresh


@dataclass(frozen=True, slots=True)
class Act:
    """One move of one locked row by one actor, with the facts that its log and event carry."""

    thing: Any
    by: Any
    facts: dict[str, Any]


def perform_many(things: models.QuerySet[Any], name: str, *, by: Any, reason: str = "", **facts: Any) -> int:
    """Carry out one move for many rows in a few statements; each is checked, logged and told as by `perform`."""
    with transaction.atomic():
        locked = things.order_by("pk").select_for_update(of=("self",))
        return perform_each([Act(thing, by, {"reason": reason, **facts}) for thing in locked], name)


def perform_each(acts: Sequence[Act], name: str) -> int:
    """The same for rows that are locked already, each with an actor and facts of its own."""
    if not acts:
        return 0
    model = type(acts[0].thing)
    row, verb = TABLES[model][name], f"{model._meta.model_name}.{name}"  # noqa: SLF001
    with transaction.atomic():
        done = []
        for act in acts:
            _check(row, act.thing, by=act.by)
            told = {"reason": "", **act.facts, "before": act.thing.state, "after": row.target}
            done.append((verb, act.thing, told, act.by))
            act.thing.state = row.target
        _become(row.target, model, [act.thing.pk for act in acts])
        audit.record_each(done)
        if emits := row.emits:
            for act in acts:
                events.emit(emits(**_fields(emits, act.thing, act.facts)))
    return len(acts)


def _become(state: str, model: type[models.Model], keys: list[int]) -> None:
    if len(keys) == 1:
        change(model, {"state": state}, pk=keys[0])
    else:
        model._base_manager.filter(pk__in=keys).update(state=state)  # noqa: SLF001


def _share(known: Any, fresh: Any) -> None:
    """What the caller had fetched beside the row need not be fetched again, as long as it is still meant."""
    for field in fresh._meta.concrete_fields:  # noqa: SLF001
        name = field.attname
        if field.is_relation and field.is_cached(known) and getattr(known, name) == getattr(fresh, name):
            field.set_cached_value(fresh, field.get_cached_value(known))


def _check(row: Move, thing: Any, *, by: Any) -> None:
    policy.require(by, row.ability, thing)
    if thing.state not in row.sources:
        raise Refused(_("This has changed in the meantime. Reload the page to see where it stands."), state=thing.state)
    if sentence := unmet(row, thing, by=by):
        raise Refused(sentence)


def _fields(event: type[events.Event], thing: Any, facts: dict[str, Any]) -> dict[str, Any]:
    known = event.__dataclass_fields__
    own = {f"{type(thing).__name__.lower()}_id": thing.pk, "edition_id": getattr(thing, "edition_id", None)}
    return {key: value for key, value in (own | facts).items() if key in known}
