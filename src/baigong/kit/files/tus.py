"""The headers of resumable uploads (tus 1.0.0: creation, termination)."""

from __future__ import annotations

import base64
import binascii

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from baigong.kit.errors import BadInput
from baigong.kit.files.models import Upload
from baigong.kit.files.uploads import MOST_OF_A_PART

VERSION = "1.0.0"
BODY = "application/offset+octet-stream"


def announced(request: HttpRequest) -> tuple[str, int]:
    """The name and size of the file that is to come."""
    names = dict(_pairs(request.headers.get("Upload-Metadata", "")))
    return names.get("filename", ""), number(request, "Upload-Length")


def part_of(request: HttpRequest, upload: Upload) -> bytes:
    """The bytes of one part; what a broken line delivered of it counts as well."""
    if request.content_type != BODY:
        raise BadInput(_("This is not a part of a file."))
    left = min(MOST_OF_A_PART, upload.size - upload.received)
    try:
        return request.read(left)
    except OSError:
        return b""


def number(request: HttpRequest, header: str) -> int:
    """A header that is a whole number."""
    written = request.headers.get(header, "")
    if not (written.isascii() and written.isdigit()) or len(written) > 15:
        raise BadInput(_("This is not a part of a file."))
    return int(written)


def answer(*, status: int, upload: Upload | None = None) -> HttpResponse:
    """An answer with how far the file has come."""
    return dressed(HttpResponse(status=status), upload=upload)


def dressed(response: HttpResponse, *, upload: Upload | None = None) -> HttpResponse:
    """The headers of the protocol on any answer."""
    response.headers["Tus-Resumable"] = VERSION
    response.headers["Cache-Control"] = "no-store"
    if upload is not None:
        response.headers["Upload-Offset"] = str(upload.received)
        response.headers["Upload-Length"] = str(upload.size)
    return response


def _pairs(header: str) -> list[tuple[str, str]]:
    found = []
    for item in header.split(","):
        key, _space, value = item.strip().partition(" ")
        try:
            found.append((key, base64.b64decode(value, validate=True).decode()))
        except (binascii.Error, UnicodeDecodeError) as error:
            raise BadInput(_("This is not a part of a file.")) from error
    return found
