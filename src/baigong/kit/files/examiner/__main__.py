"""One look at one file: `python -m baigong.kit.files.examiner examine|copy PATH NAME [TARGET]`, answer as JSON."""

import json
import sys
from pathlib import Path

from baigong.kit.files.examiner.limits import confine
from baigong.kit.files.examiner.refusals import RefusedFileError


def answer(task: str, path: Path, name: str, *target: str) -> dict[str, object]:
    from baigong.kit.files.examiner import contents, copies  # noqa: PLC0415 (nothing is loaded before the limits stand)

    if task == "examine":
        return {"facts": contents.examine(path, name=name)}
    return {"facts": copies.copy(path, name=name, target=Path(target[0]))}


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
