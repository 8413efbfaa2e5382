"""Makes copies that say nothing of their maker: no place, no camera, no author, no history."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageCms, ImageOps
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from baigong.kit.files.examiner.archives import open_archive, read
from baigong.kit.files.examiner.films import copy_film, copy_song
from baigong.kit.files.examiner.pdfs import open_pdf
from baigong.kit.files.examiner.pictures import open_picture
from baigong.kit.files.examiner.refusals import RefusedFileError
from baigong.kit.files.kinds import kind_of

LONGEST_SIDE = 2560
QUALITY = 85
LEFT_OUT = re.compile(r"(?i)^(docProps/.*|meta\.xml|Thumbnails/.*|customXml/.*|.*/(people|persons/person\d*)\.xml)$")
PEOPLE = re.compile(
    rb'(?i)\b((?:w|w15|dc|p|p15|p188)?:?(?:author|initials|userId|providerId|displayName|lastModifiedBy|name15))="[^"]*"'
)
AUTHORS = re.compile(rb"(?is)(<(?:author|dc:creator|meta:initial-creator)>).*?(</)")
NEEDS = re.compile(
    rb"(?i)<(?:Override|Relationship|manifest:file-entry)\b[^>]*(?:docProps/|customXml/|meta\.xml|Thumbnails/|people\.xml|persons/)[^>]*/>"
)


def copy(path: Path, *, name: str, target: Path) -> dict[str, object]:
    """Write the copy to `target` and tell its media type; raises RefusedFileError where none can be made."""
    kind = kind_of(name)
    if kind is None:
        raise RefusedFileError("no-copy")
    if kind.family == "picture":
        return {"media_type": _copy_picture(path, media_type=kind.media_type, target=target)}
    make = COPY.get(kind.family) or BY_TYPE.get(kind.media_type)
    if make is None:
        raise RefusedFileError("no-copy")
    make(path, target)
    return {"media_type": kind.media_type}


def _copy_picture(path: Path, *, media_type: str, target: Path) -> str:
    with open_picture(path, media_type=media_type) as opened:
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture = _in_srgb(ImageOps.exif_transpose(opened))
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    see_through = "A" in picture.getbands()
    fresh = Image.new(picture.mode, picture.size)  # a new picture has no past
    fresh.paste(picture)
    fresh.save(target, format="PNG" if see_through else "JPEG", quality=QUALITY, optimize=True)
    return "image/png" if see_through else "image/jpeg"


def _in_srgb(picture: Image.Image) -> Image.Image:
    see_through = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    mode, profile = "RGBA" if see_through else "RGB", picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            return (
                ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile costs some colour, not the picture
    return picture.convert(mode)


def _copy_pdf(path: Path, target: Path) -> None:
    writer = PdfWriter(clone_from=open_pdf(path))
    writer.metadata = None
    for one in writer._objects:  # noqa: SLF001 (pypdf has no public walk over all objects)
        if isinstance(one, DictionaryObject):
            for key in ("/Metadata", "/PieceInfo", "/LastModified"):
                one.pop(NameObject(key), None)
    writer.write(target)


def _copy_office(path: Path, target: Path) -> None:
    with open_archive(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        for member in source.infolist():
            if not LEFT_OUT.match(member.filename):
                fresh = zipfile.ZipInfo(member.filename)  # the date of 1980 that every archive knows
                fresh.compress_type = zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED
                result.writestr(fresh, _without_people(member.filename, read(source, member.filename, most=128 << 20)))


def _without_people(name: str, data: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return data
    return AUTHORS.sub(rb"\1\2", PEOPLE.sub(rb'\1=""', NEEDS.sub(b"", data)))


COPY: dict[str, Callable[[Path, Path], object]] = {
    "pdf": _copy_pdf,
    "office": _copy_office,
    "opendocument": _copy_office,
    "text": shutil.copyfile,  # a text has nothing beside its words
}
BY_TYPE: dict[str, Callable[[Path, Path], object]] = {
    "video/mp4": copy_film,
    "video/quicktime": copy_film,
    "audio/mp4": copy_film,
    "audio/mpeg": copy_song,
}
