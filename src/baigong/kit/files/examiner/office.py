"""Looks into Office and OpenDocument files: their real kind, macros, foreign objects, links that load."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from baigong.kit.files.examiner.archives import open_archive, read
from baigong.kit.files.examiner.refusals import RefusedFileError
from baigong.kit.files.kinds import Kind

MACRO_PARTS = re.compile(r"(?i)vbaproject|vbadata|macrosheets/|activex|/customui|intlmacrosheets|^(Basic|Scripts)/.")
FOREIGN_PARTS = re.compile(
    r"(?i)(embeddings/.*\.(bin|exe|js|vbs|bat|cmd|ps1|hta|html?|svg|jar|lnk)|^Object .*\.bin|\.(exe|dll|vbs|js))$"
)
LOADING_LINK = re.compile(
    rb'(?i)Type="[^"]*/(attachedTemplate|oleObject|frame|subDocument|externalLinkPath|mailMergeSource)"[^>]*'
    rb'TargetMode="External"|TargetMode="External"[^>]*Type="[^"]*/(attachedTemplate|oleObject|frame|subDocument)"'
)
FIELD_THAT_RUNS = re.compile(rb"(?i)<w:instrText[^>]*>[^<]*\bDDE(AUTO)?\b|<ddeLink\b")
ENTITY = re.compile(rb"(?i)<!(DOCTYPE|ENTITY)")
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def examine_office(path: Path, *, kind: Kind) -> dict[str, int]:
    """Word, Excel and PowerPoint of the new formats."""
    with open_archive(path) as archive:
        names = archive.namelist()
        types = read(archive, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
        if kind.media_type.encode() not in types or MAIN[kind.extensions[0]] not in names:
            raise RefusedFileError("macros" if b"macroEnabled" in types else "mismatch")
        _refuse_parts(names)
        _refuse_contents(archive, names)
        return {"parts": len(names)}


def examine_opendocument(path: Path, *, kind: Kind) -> dict[str, int]:
    """OpenDocument texts, sheets and presentations."""
    with open_archive(path) as archive:
        names = archive.namelist()
        if "mimetype" not in names or read(archive, "mimetype", most=200).strip() != kind.media_type.encode():
            raise RefusedFileError("mismatch")
        manifest = read(archive, "META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
        if b"encryption-data" in manifest:
            raise RefusedFileError("encrypted")
        _refuse_parts(names)
        _refuse_contents(archive, names)
        return {"parts": len(names)}


def _refuse_parts(names: list[str]) -> None:
    if any(MACRO_PARTS.search(one) for one in names):
        raise RefusedFileError("macros")
    if any(FOREIGN_PARTS.search(one) for one in names):
        raise RefusedFileError("foreign")


def _refuse_contents(archive: zipfile.ZipFile, names: list[str]) -> None:
    for name in names:
        if name.endswith((".xml", ".rels")):
            data = read(archive, name)
            if ENTITY.search(data[:4096]):
                raise RefusedFileError("foreign")
            if LOADING_LINK.search(data) or FIELD_THAT_RUNS.search(data):
                raise RefusedFileError("loads")
