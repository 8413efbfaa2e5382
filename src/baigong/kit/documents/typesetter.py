"""Stands ready to typeset: what stands in a document in as JSON, the PDF out, or JSON that says why there is none."""

from __future__ import annotations

import json
import resource
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from baigong.kit.apart.standby import answer, bind, stand_by
from baigong.kit.documents.typefaces import FontsMissingError, Typefaces, typefaces

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates"
GETA = "〓"  # the typesetter's mark for a character that is not in the case
BOUNDS = {resource.RLIMIT_AS: 4 * 1024**3, resource.RLIMIT_CORE: 0}


def work(question: bytes) -> bytes:
    try:
        return _pdf(**json.loads(question))
    except FontsMissingError:
        return json.dumps({"fonts": []}).encode()
    except Exception as error:  # noqa: BLE001 - whatever it is, whoever asked raises it
        return json.dumps({"fault": f"{type(error).__name__}: {error}"}).encode()


def _pdf(template: str, told: dict[str, Any], places: list[str], at: int, *, is_exact: bool) -> bytes:
    """A name must never be printed with a hole in it: an exact document is not made where a character is missing."""
    faces = typefaces(*places)
    fonts = {"serif": faces.serif, "sans": faces.sans}
    text = json.dumps({**told, "fonts": fonts}, ensure_ascii=False, sort_keys=True)
    missing = faces.lacks(text)
    if missing and is_exact:
        return json.dumps({"lacks": missing}).encode()
    shown = text.translate({ord(one): GETA for one in missing}) if missing else text
    made = _compiler(template, faces).compile(
        format="pdf", sys_inputs={"input": shown}, pdf_standards=["a-2a"], timestamp=at
    )
    return cast("bytes", made)  # a PDF is always one file


@cache
def _compiler(template: str, faces: Typefaces) -> typst.Compiler:
    import typst  # noqa: PLC0415 - its threads are not to start before the bounds stand

    return typst.Compiler(TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=faces.fonts)


if __name__ == "__main__":
    bind(BOUNDS)
    stand_by(lambda line: answer(line, work))
