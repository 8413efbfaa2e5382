"""A text for word processors: DOCX and ODT, headings as headings, nothing of who made the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from baigong.domain.entries.models import Entry
from baigong.domain.entries.queries import Answers
from baigong.interface.portfolio import put_member, sections_of
from baigong.kit.text import clean

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
TYPES = {"docx": DOCX, "odt": ODT}

Line = tuple[int, str]
"""(level of the heading, 0 for a paragraph; its text)"""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first of them the head."""

    rows: tuple[tuple[str, ...], ...]


Part = Line | Table


def as_manuscript(entry: Entry, answers: Answers, *, form: str) -> bytes:
    """The text of an entry alone; `form` is "docx" or "odt". The same version gives the same bytes."""
    lines = list(_lines(entry, answers))
    return _packed(_docx(lines), at=entry.changed_at) if form == "docx" else as_odt(lines, at=entry.changed_at)


def as_odt(lines: Sequence[Part], *, at: datetime) -> bytes:
    """Headings and paragraphs, dated `at`; the same lines and date give the same bytes."""
    return _packed(_odt(lines), at=at)


def _lines(entry: Entry, answers: Answers) -> Iterator[Part]:
    yield 1, entry.title
    for section in sections_of(entry, answers):
        yield 2, section["heading"]
        for answer in section["answers"]:
            yield 3, answer["question"]
            yield from _answer(answer)


def _answer(answer: dict[str, Any]) -> Iterator[Part]:
    if answer["rows"]:
        yield Table((answer["head"], *answer["rows"]))
    else:
        yield from ((0, line) for line in clean(answer["text"]).split("\n"))


def _packed(members: Iterable[tuple[str, str]], *, at: datetime) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in members:
            put_member(file, name, content, at=at, is_packed=name != "mimetype")
    return packed.getvalue()


HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
SIZES = {1: 40, 2: 30, 3: 24}  # half points


def _docx(lines: Sequence[Part]) -> Iterator[tuple[str, str]]:
    yield "[Content_Types].xml", _content_types()
    yield "_rels/.rels", _relations("officeDocument", "word/document.xml")
    yield "word/_rels/document.xml.rels", _relations("styles", "styles.xml")
    yield "word/styles.xml", _docx_styles()
    body = "".join(_docx_table(part) if isinstance(part, Table) else _docx_line(*part) for part in lines)
    yield "word/document.xml", f'{HEAD}<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>'


def _content_types() -> str:
    kind = DOCX.removesuffix(".document")
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{kind}.styles+xml"/></Types>'
    )


def _relations(kind: str, target: str) -> str:
    return (
        f'{HEAD}<Relationships xmlns="{PACKAGE}relationships">'
        f'<Relationship Id="r1" Type="{RELATION}{kind}" Target="{target}"/></Relationships>'
    )


def _docx_styles() -> str:
    heads = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for level, size in SIZES.items()
    )
    plain = '<w:rPr><w:rFonts w:eastAsia="Microsoft JhengHei"/><w:sz w:val="24"/><w:lang w:eastAsia="zh-TW"/></w:rPr>'
    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault>{plain}</w:rPrDefault>'
        f"</w:docDefaults>{heads}</w:styles>"
    )


def _docx_line(level: int, text: str) -> str:
    style = f'<w:pPr><w:pStyle w:val="Heading{level}"/></w:pPr>' if level else ""
    return f'<w:p>{style}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _docx_table(table: Table) -> str:
    """As wide as the page, ruled; Word wants a paragraph after it, or two tables become one."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="B0AA9C"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    width = f'<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{sides}</w:tblBorders>'
    grid = "<w:gridCol/>" * len(table.rows[0])
    body = "".join(
        "<w:tr>" + "".join(f"<w:tc>{_docx_line(0, clean(cell))}</w:tc>" for cell in row) + "</w:tr>"
        for row in table.rows
    )
    return f"<w:tbl><w:tblPr>{width}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl><w:p/>"


OASIS = "urn:oasis:names:tc:opendocument:xmlns:"


def _odt(lines: Sequence[Part]) -> Iterator[tuple[str, str]]:
    yield "mimetype", ODT
    yield "META-INF/manifest.xml", _manifest()
    body = "".join(_odt_table(part) if isinstance(part, Table) else _odt_line(*part) for part in lines)
    names = " ".join(f'xmlns:{name}="{OASIS}{name}:1.0"' for name in ("office", "text", "table"))
    spaces = f'{names} office:version="1.3"'
    inner = f"<office:body><office:text>{body}</office:text></office:body>"
    yield "content.xml", f"{HEAD}<office:document-content {spaces}>{inner}</office:document-content>"


def _manifest() -> str:
    return (
        f'{HEAD}<manifest:manifest xmlns:manifest="{OASIS}manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODT}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )


def _odt_line(level: int, text: str) -> str:
    if level:
        return f'<text:h text:outline-level="{level}">{escape(text)}</text:h>'
    return f"<text:p>{escape(text)}</text:p>"


def _odt_table(table: Table) -> str:
    columns = f'<table:table-column table:number-columns-repeated="{len(table.rows[0])}"/>'
    body = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell>{_odt_line(0, clean(cell))}</table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in table.rows
    )
    return f"<table:table>{columns}{body}</table:table>"
