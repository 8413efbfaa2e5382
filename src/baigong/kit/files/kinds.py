"""The kinds of file people may hand in: what they are called and what their content must be."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its extensions, the type we store, the types libmagic may give it, and who looks inside."""

    extensions: tuple[str, ...]
    media_type: str
    family: str
    also: frozenset[str] = frozenset()

    @property
    def is_film(self) -> bool:
        return self.media_type.startswith("video/")

    @property
    def name(self) -> str:
        return self.extensions[0].upper()

    def may_be(self, found: str) -> bool:
        """Whether libmagic's answer fits; texts are many things to it, archives are looked into by the examiner."""
        if self.family == "text":
            return found.startswith("text/") or found in self.also
        return found == self.media_type or found in self.also


ZIPPED = frozenset({"application/zip", "application/octet-stream"})
TEXTS = frozenset({"application/csv", "application/json", "application/x-subrip", "application/octet-stream"})
MOVIE = frozenset({"video/mp4", "video/quicktime", "video/x-m4v", "video/3gpp"})
SOUND = frozenset({"audio/mp4", "audio/x-m4a", "video/mp4"})

KINDS = (
    Kind(("jpg", "jpeg", "jfif"), "image/jpeg", "picture"),
    Kind(("png",), "image/png", "picture"),
    Kind(("webp",), "image/webp", "picture"),
    Kind(("gif",), "image/gif", "picture"),
    Kind(("avif",), "image/avif", "picture"),
    Kind(("heic", "heif"), "image/heic", "picture", frozenset({"image/heif"})),
    Kind(("pdf",), "application/pdf", "pdf"),
    Kind(("docx",), OPEN_XML + "wordprocessingml.document", "office", ZIPPED),
    Kind(("xlsx",), OPEN_XML + "spreadsheetml.sheet", "office", ZIPPED),
    Kind(("pptx",), OPEN_XML + "presentationml.presentation", "office", ZIPPED),
    Kind(("odt",), OPEN_DOCUMENT + "text", "opendocument", ZIPPED),
    Kind(("ods",), OPEN_DOCUMENT + "spreadsheet", "opendocument", ZIPPED),
    Kind(("odp",), OPEN_DOCUMENT + "presentation", "opendocument", ZIPPED),
    Kind(("txt",), "text/plain", "text", TEXTS),
    Kind(("csv",), "text/csv", "text", TEXTS),
    Kind(("md",), "text/markdown", "text", TEXTS),
    Kind(("mp4", "m4v"), "video/mp4", "media", MOVIE),
    Kind(("mov",), "video/quicktime", "media", MOVIE),
    Kind(("webm",), "video/webm", "media"),
    Kind(("mp3",), "audio/mpeg", "media"),
    Kind(("m4a",), "audio/mp4", "media", SOUND),
    Kind(("wav",), "audio/x-wav", "media", frozenset({"audio/wav", "audio/vnd.wave"})),
    Kind(("zip",), "application/zip", "archive"),
)
BY_EXTENSION = {extension: kind for kind in KINDS for extension in kind.extensions}
EVIDENCE = tuple(kind.name for kind in KINDS if kind.family != "archive")
PICTURES = tuple(kind.name for kind in KINDS if kind.family == "picture")

PROGRAMS = frozenset(
    "exe msi dll com scr bat cmd ps1 vbs vbe js jse mjs wsf wsh hta jar apk ipa app dmg pkg deb rpm sh bash py pl rb "
    "php lnk url scf reg cpl iso img vhd elf bin so dylib class swf xpi crx".split()
)
WEB_PAGES = frozenset("html htm xhtml shtml mht mhtml svg svgz xml xsl xslt".split())
MACROS = frozenset("docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm".split())
OLD_OFFICE = frozenset("doc dot xls xlt ppt pps pot rtf wps pages numbers key".split())


def extension_of(name: str) -> str:
    """The last extension in lower case, without its dot; "" where there is none."""
    return PurePath(name).suffix.lower().removeprefix(".")


def kind_of(name: str) -> Kind | None:
    """The kind its name promises."""
    return BY_EXTENSION.get(extension_of(name))
