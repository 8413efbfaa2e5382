"""A disk that keeps only what it was told to sync; of the rest, any part may have arrived when the power goes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import PurePosixPath
from random import Random

from tests.proofs.recorder import Call

SECTOR = 512
Luck = Callable[[], bool]  # whether one thing that was not synced has arrived all the same


@dataclass(slots=True)
class Change:
    """Something that is not safe yet: bytes at a place, or with `data` None a file cut to a length."""

    began: int
    at: int
    data: bytes | None

    def apply(self, content: bytearray) -> None:
        if self.data is None:
            del content[self.at :]
            content.extend(bytes(self.at - len(content)))
            return
        content.extend(bytes(max(0, self.at - len(content))))
        content[self.at : self.at + len(self.data)] = self.data

    def torn(self, luck: Luck) -> Iterable[Change]:
        """The sectors of it that arrive."""
        if self.data is None:
            return [self] if luck() else []
        cuts = [0, *range(SECTOR - self.at % SECTOR, len(self.data), SECTOR), len(self.data)]
        return [Change(self.began, self.at + a, self.data[a:b]) for a, b in pairwise(cuts) if luck()]


@dataclass(slots=True)
class Node:
    """A file: what is safe of it, and what was done since."""

    safe: bytearray = field(default_factory=bytearray)
    wet: list[Change] = field(default_factory=list)
    cursor: int = 0

    def change(self, call: Call, *, at: int, data: bytes | None) -> None:
        self.wet.append(Change(call.began, at, data))

    def sync(self, *, before: int) -> None:
        for change in (one for one in self.wet if one.began < before):
            change.apply(self.safe)
        self.wet = [one for one in self.wet if one.began >= before]

    def after(self, luck: Luck) -> bytes:
        content = bytearray(self.safe)
        for change in self.wet:
            for part in change.torn(luck):
                part.apply(content)
        return bytes(content)


@dataclass(slots=True)
class Naming:
    """Names that went and came in a folder in one step."""

    began: int
    gone: str
    come: str
    node: Node | None  # None: a folder

    def apply(self, names: dict[str, Node | None]) -> None:
        names.pop(self.gone, None)
        if self.come:
            names[self.come] = self.node


class Disk:
    """Takes calls as they were recorded; `deaf_to` are syncs that it ignores, to show that they are needed."""

    def __init__(
        self, base: Mapping[str, bytes | None], calls: Sequence[Call], *, deaf_to: Callable[[Call], bool] | None = None
    ) -> None:
        self.calls, self.done = calls, 0
        self.safe: dict[str, Node | None] = {
            path: None if data is None else Node(bytearray(data)) for path, data in base.items()
        }
        self.seen = dict(self.safe)
        self.wet: list[Naming] = []
        self.deaf_to = deaf_to

    def at(self, moment: int) -> Disk:
        """Go on to the moment before a call; there is no way back."""
        for call in self.calls[self.done : moment]:
            self._take(call)
        self.done = moment
        return self

    def _take(self, call: Call) -> None:
        getattr(self, f"_{call.name}", lambda _call: None)(call)

    def _name(self, call: Call, *, gone: str = "", come: str = "", node: Node | None = None) -> None:
        naming = Naming(call.began, gone, come, node)
        naming.apply(self.seen)
        self.wet.append(naming)

    def _node(self, path: str) -> Node:
        node = self.seen.get(path)
        assert node, f"{path} is written to and was never opened"
        return node

    def _openat(self, call: Call) -> None:
        if "O_CREAT" in call.flags and call.path not in self.seen:
            self._name(call, come=call.path, node=Node())
        node = self.seen.get(call.path)
        if node and "O_TRUNC" in call.flags:
            node.change(call, at=0, data=None)
        if node:
            node.cursor = len(node.after(lambda: True)) if "O_APPEND" in call.flags else 0

    def _write(self, call: Call) -> None:
        node = self._node(call.path)
        node.change(call, at=node.cursor, data=call.data)
        node.cursor += len(call.data)

    def _pwrite64(self, call: Call) -> None:
        self._node(call.path).change(call, at=call.number, data=call.data)

    def _ftruncate(self, call: Call) -> None:
        self._node(call.path).change(call, at=call.number, data=None)

    def _mkdir(self, call: Call) -> None:
        self._name(call, come=call.path)

    def _rename(self, call: Call) -> None:
        self._name(call, gone=call.path, come=call.target, node=self.seen[call.path])

    def _link(self, call: Call) -> None:
        self._name(call, come=call.target, node=self.seen[call.path])

    def _unlink(self, call: Call) -> None:
        self._name(call, gone=call.path)

    def _fsync(self, call: Call) -> None:
        if self.deaf_to and self.deaf_to(call):
            return
        if node := self.seen.get(call.path):
            node.sync(before=call.began)
            return
        now = [one for one in self.wet if one.began < call.began and call.path in _folders(one)]
        for naming in now:
            naming.apply(self.safe)
        self.wet = [one for one in self.wet if one not in now]

    _fdatasync = _fsync

    def after(self, luck: Luck) -> dict[str, bytes | None]:
        """What lies on it when the power is back; a folder that is not there takes with it all it held."""
        names = dict(self.safe)
        for naming in self.wet:
            if luck():
                naming.apply(names)
        return {path: node and node.after(luck) for path, node in names.items() if _is_reachable(path, names)}


def _folders(naming: Naming) -> set[str]:
    return {str(PurePosixPath(path).parent) for path in (naming.gone, naming.come) if path}


def _is_reachable(path: str, names: Mapping[str, object]) -> bool:
    return all(str(one) in names for one in PurePosixPath(path).parents)


def nothing() -> bool:
    """No luck at all: only what was synced is there."""
    return False


def lucks(rng: Random) -> Luck:
    """Nothing arrives, everything does, or some share of it."""
    share = rng.choice((0.0, 1.0, 0.1, 0.5, 0.9))
    return lambda: rng.random() < share
