"""One look at one file: `python -m …examiner examine|copy|still PATH NAME [TARGET PREVIEW WORDS]` says JSON."""

import json
import sys
from pathlib import Path

from baigong.kit.files.examiner.limits import confine
from baigong.kit.files.examiner.refusals import RefusedFileError


def answer(task: str, path: Path, name: str, *target: str) -> dict[str, object]:
    # nothing is loaded before the limits stand
    from baigong.kit.files import kinds  # noqa: PLC0415
    from baigong.kit.files.examiner import contents, copies, words  # noqa: PLC0415
    from baigong.kit.files.examiner.previews import draw  # noqa: PLC0415

    if task == "examine":
        return {"facts": contents.examine(path, name=name)}
    kind = kinds.BY_EXTENSION[kinds.extension_of(name)]
    if task == "still":
        draw(path, kind=kind, target=Path(target[0]))
        return {"facts": {}}
    facts = copies.copy(path, name=name, target=Path(target[0]))
    if not kind.is_film:  # a still is drawn apart
        draw(Path(target[0]) if kind.family == "picture" else path, kind=kind, target=Path(target[1]))
    words.write(path, kind=kind, target=Path(target[2]))
    return {"facts": facts}


def main() -> None:
    confine()
    try:
        result = answer(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
    except RefusedFileError as refusal:
        result = {"refused": refusal.reason}
    except (MemoryError, RecursionError):
        result = {"refused": "bomb"}
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main()
