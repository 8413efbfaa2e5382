"""Hands files out: as attachments, under their own name, never as a page of this site."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpResponse

from baigong.kit.files.models import StoredFile
from baigong.kit.text import safe_file_name

Answer = TypeVar("Answer", HttpResponse, FileResponse)
SHOWN_IN_PLACE = frozenset({"image/jpeg", "image/png", "application/pdf"})
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def send_file(stored: StoredFile, *, in_place: bool = False) -> FileResponse:
    """Answer with a stored file; `in_place` shows pictures and PDFs that the house itself made or cleaned."""
    response = FileResponse(stored.open(), content_type=stored.media_type)
    response.headers["Content-Length"] = str(stored.size)
    shown = in_place and stored.media_type in SHOWN_IN_PLACE
    return _dressed(response, name=stored.name, shown=shown)


def send_preview(stored: StoredFile) -> FileResponse:
    """Answer with the small picture of a file; Http404 where there is none."""
    if not hasattr(stored, "preview"):
        raise Http404
    return send_file(stored.preview, in_place=True)


def send_bytes(data: bytes, *, name: str, media_type: str, in_place: bool = False) -> HttpResponse:
    """Answer with something just made, in the same clothes."""
    return _dressed(HttpResponse(data, content_type=media_type), name=name, shown=in_place)


def disposition(name: str, *, shown: bool = False) -> str:
    """The header value: a plain name for old programs, the real one after RFC 5987."""
    safe = safe_file_name(name)
    plain = "".join(one if (one.isascii() and one.isalnum()) or one in "-_." else "_" for one in safe)
    kind = "inline" if shown else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(safe, safe='')}"


def _dressed(response: Answer, *, name: str, shown: bool) -> Answer:
    response.headers["Content-Disposition"] = disposition(name, shown=shown)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
