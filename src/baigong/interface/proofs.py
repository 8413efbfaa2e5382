"""A proof as the file that `fairjury check-proof` reads."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from baigong.kit.files.downloads import send_bytes
from fairjury.record import encode


def send_proof(proof: dict[str, Any] | None, *, name: str) -> HttpResponse:
    """Byte for byte as the command wants it; what was not counted has no proof."""
    if proof is None:
        raise Http404
    return send_bytes(encode(proof), name=name, media_type="application/json")
