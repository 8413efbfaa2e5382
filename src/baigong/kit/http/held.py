"""A form that cannot be taken now is held: its words stay on the page, and one button sends them again."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NOT_WORDS = frozenset({"csrfmiddlewaretoken"})
LONG = 20  # characters from which a text is shown, to be copied in the worst case


def hold(request: HttpRequest, *, status: int) -> HttpResponse | None:
    """The page that holds the form; None where there are no words, or where another site sent them."""
    if request.method != "POST" or not _is_ours(request) or not _is_form(request):
        return None
    fields = list(_fields(request))
    texts = [value for _name, value in fields if len(value) > LONG]
    context = {"fields": fields, "texts": texts, "is_signed_out": not request.user.is_authenticated}
    return render(request, "held.html", context, status=status) if texts else None


def _fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name in request.POST:
        if name not in NOT_WORDS:
            yield from ((name, value) for value in request.POST.getlist(name))


def _is_form(request: HttpRequest) -> bool:
    return request.content_type in {"application/x-www-form-urlencoded", "multipart/form-data"}


def _is_ours(request: HttpRequest) -> bool:
    """Words of another site are never put into a form of ours."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()
