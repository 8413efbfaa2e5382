"""Stands ready to look at files; each in a child of its own: JSON `[task, path, name, *targets]` in, JSON out."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pypdfium2  # noqa: F401 - as all that is named here: loaded once, and not by each child

from baigong.kit.apart.standby import in_a_child, stand_by
from baigong.kit.files import kinds
from baigong.kit.files.examiner import contents, copies, pdfs, pictures, words  # noqa: F401 - likewise
from baigong.kit.files.examiner.limits import BOUNDS, COURTESY
from baigong.kit.files.examiner.previews import draw
from baigong.kit.files.examiner.refusals import RefusedFileError


def work(question: bytes) -> bytes:
    task, path, name, *targets = json.loads(question)
    try:
        result: dict[str, object] = {"facts": TASKS[task](Path(path), name, *map(Path, targets))}
    except RefusedFileError as refusal:
        result = {"refused": refusal.reason}
    except (MemoryError, RecursionError):
        result = {"refused": "bomb"}
    except Exception:  # noqa: BLE001 - whatever a parser dies of
        result = {"refused": "broken"}
    return json.dumps(result).encode()


def _examine(path: Path, name: str) -> dict[str, int | str]:
    return contents.examine(path, name=name)


def _still(path: Path, name: str, preview: Path) -> dict[str, object]:
    os.nice(COURTESY)
    draw(path, kind=kinds.BY_EXTENSION[kinds.extension_of(name)], target=preview)
    return {}


def _copy(path: Path, name: str, target: Path, preview: Path, said: Path) -> dict[str, object]:
    os.nice(COURTESY)
    kind = kinds.BY_EXTENSION[kinds.extension_of(name)]
    facts = copies.copy(path, name=name, target=target)
    if not kind.is_film:  # a still is drawn apart
        draw(target if kind.family == "picture" else path, kind=kind, target=preview)
    words.write(path, kind=kind, target=said)
    return facts


TASKS: dict[str, Callable[..., Mapping[str, object]]] = {"examine": _examine, "still": _still, "copy": _copy}

if __name__ == "__main__":
    contents.read_signatures()
    stand_by(in_a_child(work, BOUNDS))
