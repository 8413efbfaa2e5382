"""Files that mean harm, made by script: forty kinds of trick."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from tests.support import benign_files as good

Sample = tuple[str, bytes]
SCRIPT = b"<script>alert(document.domain)</script>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048)
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>1</script></svg>'
PROGRAM = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + bytes(500)


def pdf_with(change: Callable[[PdfWriter], None]) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    change(writer)
    writer.write(out)
    return out.getvalue()


def _action(kind: str, **more: str) -> Callable[[PdfWriter], None]:
    def change(writer: PdfWriter) -> None:
        action = DictionaryObject({NameObject("/S"): NameObject(kind)})
        for key, value in more.items():
            action[NameObject("/" + key)] = TextStringObject(value)
        writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)

    return change


def _form(writer: PdfWriter) -> None:
    form = DictionaryObject({NameObject("/XFA"): ArrayObject([TextStringObject("template")])})
    writer.root_object[NameObject("/AcroForm")] = writer._add_object(form)


def png_of(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1024 * 1024), 9) * 4
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def docx_bomb() -> bytes:
    return good.office("docx", more={"word/media/zeros.xml": bytes(300 * 1024 * 1024)})


def encrypted_zip(data: bytes) -> bytes:
    """Set the flag that says the members are locked."""
    changed, place = bytearray(data), 0
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + offset] |= 1
            place = changed.find(mark, place + 4)
    return bytes(changed)


def link_member() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("[Content_Types].xml", "x")
        link = zipfile.ZipInfo("word/document.xml")
        link.external_attr = 0o120777 << 16
        target.writestr(link, "/etc/passwd")
    return out.getvalue()


def relation(kind: str, target: str) -> dict[str, bytes | str]:
    text = f'<Relationship Id="z" Type="http://schemas/{kind}" Target="{target}" TargetMode="External"/>'
    return {"word/_rels/document.xml.rels": f"<Relationships>{text}</Relationships>"}


def locked_pdf(writer: PdfWriter) -> None:
    writer.encrypt("secret")


MACRO_TYPES = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
DDE = "<w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe</w:instrText>"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
BAD_NAMES = {"slip": "../../etc/cron.d/x", "absolute": "/etc/passwd", "drive": "C:/x.xml", "back": "..\\..\\x.xml"}

TRICKS: dict[str, Callable[[], Sample]] = {
    "program": lambda: ("安裝程式.exe", PROGRAM),
    "program as pdf": lambda: ("成果.pdf", PROGRAM),
    "program as picture": lambda: ("照片.jpg", PROGRAM),
    "program as text": lambda: ("說明.txt", PROGRAM),
    "elf": lambda: ("run.txt", b"\x7fELF" + bytes(200)),
    "script": lambda: ("go.sh", b"#!/bin/sh\nrm -rf /\n"),
    "script as text": lambda: ("go.txt", b"#!/bin/sh\nrm -rf /\n"),
    "powershell": lambda: ("x.ps1", b"Get-Item"),
    "shortcut": lambda: ("照片.lnk", b"L\0\0\0" + bytes(80)),
    "turned name": lambda: ("成果\u202egpj.exe", PROGRAM),
    "two extensions": lambda: ("成果.pdf.exe", PROGRAM),
    "web page": lambda: ("x.html", b"<html>" + SCRIPT),
    "web page as picture": lambda: ("x.png", b"<html>" + SCRIPT),
    "web page as text": lambda: ("x.txt", b"\xef\xbb\xbf <!DOCTYPE html>" + SCRIPT),
    "drawing": lambda: ("x.svg", SVG),
    "drawing as picture": lambda: ("x.png", SVG),
    "drawing as text": lambda: ("x.txt", SVG),
    "macro word": lambda: ("x.docm", good.office("docx")),
    "macro inside": lambda: ("x.docx", good.office("docx", more={"word/vbaProject.bin": OLE})),
    "macro type": lambda: ("x.docx", good.office("docx", types=MACRO_TYPES)),
    "excel 4 macro": lambda: ("x.xlsx", good.office("xlsx", more={"xl/macrosheets/sheet1.xml": "<x/>"})),
    "old word": lambda: ("x.doc", OLE),
    "old word as new": lambda: ("x.docx", OLE),
    "foreign object": lambda: ("x.docx", good.office("docx", more={"word/embeddings/oleObject1.bin": OLE})),
    "program inside": lambda: ("x.pptx", good.office("pptx", more={"ppt/media/a.exe": PROGRAM})),
    "template from afar": lambda: (
        "x.docx",
        good.office("docx", more=relation("attachedTemplate", "http://x.test/a.dotm")),
    ),
    "object from afar": lambda: ("x.docx", good.office("docx", more=relation("oleObject", "http://x.test/a"))),
    "field that runs": lambda: ("x.docx", good.office("docx", body=DDE)),
    "entities": lambda: ("x.docx", good.office("docx", more={"word/styles.xml": ENTITIES})),
    "word bomb": lambda: ("x.docx", docx_bomb()),
    "locked word": lambda: ("x.docx", encrypted_zip(good.office("docx"))),
    "open document with macro": lambda: ("x.odt", good.opendocument("odt", more={"Basic/Standard/M.xml": "<x/>"})),
    "locked open document": lambda: ("x.ods", good.opendocument("ods", manifest="<manifest:encryption-data/>")),
    "other document inside": lambda: ("x.odt", good.opendocument("ods")),
    "archive as word": lambda: ("x.docx", good.archive({"a.txt": "x"})),
    "word as archive kind": lambda: ("x.xlsx", good.office("docx")),
    "link inside": lambda: ("x.docx", link_member()),
    **{
        f"path {key}": lambda path=path: ("x.docx", good.office("docx", more={path: "x"}))
        for key, path in BAD_NAMES.items()
    },
    "clashing names": lambda: ("x.docx", good.office("docx", more={"a/B.xml": "1", "a/b.xml": "2"})),
    "pdf with script": lambda: ("x.pdf", pdf_with(_action("/JavaScript", JS="app.alert(1)"))),
    "pdf that launches": lambda: ("x.pdf", pdf_with(_action("/Launch", F="cmd.exe"))),
    "pdf that submits": lambda: ("x.pdf", pdf_with(_action("/SubmitForm", F="http://x.test"))),
    "pdf form engine": lambda: ("x.pdf", pdf_with(_form)),
    "pdf with a file": lambda: ("x.pdf", pdf_with(lambda one: one.add_attachment("a.exe", PROGRAM) and None)),
    "locked pdf": lambda: ("x.pdf", pdf_with(locked_pdf)),
    "pdf cut off": lambda: ("x.pdf", good.pdf()[:120]),
    "pdf after junk": lambda: ("x.pdf", b"GIF89a" + SCRIPT + good.pdf()),
    "pdf and archive": lambda: ("x.pdf", good.pdf() + good.archive({"a.exe": PROGRAM})),
    "picture and archive": lambda: ("x.jpg", good.picture("JPEG") + good.archive({"a.class": PROGRAM})),
    "picture and page": lambda: ("x.jpg", good.picture("JPEG", comment=SCRIPT)),
    "picture and php": lambda: ("x.gif", good.picture("GIF", comment=b"<?php system(1); ?>")),
    "picture cut off": lambda: ("x.jpg", good.picture("JPEG", side=600)[:900]),
    "pixel bomb": lambda: ("x.png", png_of(60_000, 60_000)),
    "picture that lies": lambda: ("x.png", png_of(5_000, 5_000)[:2000]),
    "other picture": lambda: ("x.png", good.picture("JPEG")),
    "archive": lambda: ("x.zip", good.archive({"a.txt": "x"})),
    "empty": lambda: ("x.pdf", b""),
    "zeros": lambda: ("x.pdf", bytes(4096)),
    "noise": lambda: ("x.txt", bytes(range(256)) * 20),
    "no extension": lambda: ("成果", good.pdf()),
    "java": lambda: ("x.jar", good.archive({"META-INF/MANIFEST.MF": "x"})),
    "disk image": lambda: ("x.iso", bytes(40_000)),
    "mail page": lambda: ("x.mht", b"MIME-Version: 1.0\n\n" + SCRIPT),
    "help": lambda: ("x.hta", SCRIPT),
}
