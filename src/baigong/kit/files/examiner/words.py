"""Takes the words out of documents, so that names in them are found before blind judges read them."""

from __future__ import annotations

import contextlib
import html
import re
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from baigong.kit.files.examiner.archives import open_archive, read
from baigong.kit.files.examiner.contents import ENCODINGS
from baigong.kit.files.examiner.refusals import RefusedFileError
from baigong.kit.files.kinds import Kind

MOST_CHARACTERS = 200_000
MOST_PAGES = 300
PARTS = re.compile(
    r"^(word/(document|header\d*|footer\d*|footnotes|endnotes|comments)|xl/sharedStrings|ppt/slides/slide\d+"
    r"|ppt/notesSlides/notesSlide\d+|content|styles)\.xml$"
)
LINE_ENDS = re.compile(r"</(?:w:p|a:p|si|text:p|text:h)>|<(?:w:br|w:tab|a:br|text:tab|text:line-break)\b[^>]*>")
TAGS = re.compile(r"<[^>]*>")
HAN_BREAK = re.compile(r"(?<=[\u3400-\u9fff])[ \t]*\r?\n[ \t]*(?=[\u3400-\u9fff])")


def write(path: Path, *, kind: Kind, target: Path) -> None:
    """Write the words of a document to `target` (UTF-8), or nothing where there are none to be had."""
    look = LOOKS.get(kind.family)
    if look is None:
        return
    with contextlib.suppress(OSError, ValueError, RuntimeError, ImportError, RefusedFileError):
        text = "\n".join(islice(look(path), MOST_PAGES))
        target.write_text(HAN_BREAK.sub("", text)[:MOST_CHARACTERS], encoding="utf-8")


def _pages(path: Path) -> Iterator[str]:
    import pypdfium2  # noqa: PLC0415 (heavy, and only PDFs need it)

    with contextlib.closing(pypdfium2.PdfDocument(path)) as document:
        for page in document:
            yield page.get_textpage().get_text_range()


def _parts(path: Path) -> Iterator[str]:
    """No XML parser: tags go, what stands between them stays."""
    with open_archive(path) as archive:
        for name in filter(PARTS.match, archive.namelist()):
            marked = read(archive, name).decode("utf-8", errors="replace")
            yield html.unescape(TAGS.sub("", LINE_ENDS.sub("\n", marked)))


def _plain(path: Path) -> Iterator[str]:
    data = path.read_bytes()[: 4 * MOST_CHARACTERS]
    for encoding in ENCODINGS:
        with contextlib.suppress(UnicodeDecodeError):
            yield data.decode(encoding)
            return


LOOKS: dict[str, Callable[[Path], Iterator[str]]] = {
    "pdf": _pages,
    "office": _parts,
    "opendocument": _parts,
    "text": _plain,
}
