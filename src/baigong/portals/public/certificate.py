"""The page that tells whether a certificate is genuine."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render

from baigong.domain.certificates.queries import certificate_file, checked, cleaned, signed_statement
from baigong.kit.files.downloads import send_bytes, send_file
from baigong.kit.http.doors import PUBLIC, door
from baigong.kit.signing.keys import published


@door(PUBLIC)
def ask(request: HttpRequest) -> HttpResponse:
    """Where a number is typed in."""
    if code := cleaned(request.GET.get("code", "")):
        return redirect("public:check", code=code)
    return render(request, "public/check.html", {"asked": False})


@door(PUBLIC)
def check(request: HttpRequest, code: str) -> HttpResponse:
    """What we say of a number; the answer to one we do not know has the same body as to any other such number."""
    answer = checked(code)
    status = 200 if answer.is_known else 404
    return render(request, "public/check.html", {"asked": True, "answer": answer}, status=status)


@door(PUBLIC)
def statement(_request: HttpRequest, code: str) -> HttpResponse:
    """The signed statement as a file that can be verified without us."""
    if (text := signed_statement(code)) is None:
        raise Http404
    return send_bytes(text.encode(), name=f"{cleaned(code)}.json", media_type="application/json")


@door(PUBLIC)
def sheet(_request: HttpRequest, code: str) -> HttpResponseBase:
    """The certificate itself, for whoever has its number; one that no longer holds is not handed out."""
    if (stored := certificate_file(code)) is None:
        raise Http404
    return send_file(stored, in_place=True)


@door(PUBLIC)
def keys(_request: HttpRequest) -> HttpResponse:
    """Our public keys, for everybody who verifies what we signed."""
    return JsonResponse(published(), headers={"Cache-Control": "public, max-age=3600"})
