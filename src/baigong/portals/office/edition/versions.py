"""Review and save, versions, import and export, next year, publication."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.editions.actions import (
    clone_edition,
    close_edition,
    drop_draft,
    found_edition,
    keep_draft,
    publish_edition,
    save_draft,
)
from baigong.domain.editions.document import Document, Faults, cautions, diff, parse, render
from baigong.domain.editions.models import Edition, EditionVersion
from baigong.domain.editions.queries import document_at, document_of
from baigong.kit.errors import Refused
from baigong.kit.http.doors import door
from baigong.portals.office.edition.loading import Work, edition_of, work_of
from baigong.portals.office.edition.views import BOTH, page

LARGEST_FILE = 2_000_000
STATES = {"publish": publish_edition, "close": close_edition}


def whole(request: HttpRequest, slug: str, **also: object) -> Work:
    """The whole edition, and what else the address says."""
    return work_of(edition_of(request, slug), "", *map(str, also.values()))


@door(Can.CHANGE_EDITION, methods=BOTH, of=whole)
def review(request: HttpRequest, work: Work) -> HttpResponse:
    """What changed and what to look at, before it becomes a version."""
    if request.method == "POST":
        return _decide(request, work.edition)
    changes = diff(document_of(work.edition), work.document)
    return page(request, "review", work, changes=changes, cautions=cautions(work.document))


def _decide(request: HttpRequest, edition: Edition) -> HttpResponse:
    if request.POST.get("do") == "drop":
        drop_draft(edition, by=request.user)
        messages.success(request, _("The changes are gone; what stood still stands."))
    else:
        version = save_draft(edition, by=request.user, note=request.POST.get("note", "").strip()[:300])
        messages.success(request, _("Version {n} stands.").format(n=version.number))
    return redirect("office:edition_year", slug=edition.slug)


@door(Can.VIEW_OFFICE, of=whole)
def export(_request: HttpRequest, work: Work) -> HttpResponse:
    """The file of this edition, unsaved changes included."""
    text = render(work.document)
    name = f"{work.edition.slug}.toml"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/toml; charset=utf-8", headers=headers)


@door(Can.CHANGE_EDITION, methods=BOTH, of=whole)
def take(request: HttpRequest, work: Work) -> HttpResponse:
    """An edition file in: its faults by line, or a draft to review."""
    upload = request.FILES.get("file")
    if request.method != "POST" or upload is None:
        return page(request, "take", work)
    found = _read(upload.read(LARGEST_FILE + 1))
    if isinstance(found, Faults):
        return page(request, "take", work, status=422, faults=found.faults)
    if found.key != work.edition.slug and not Edition.objects.filter(slug=found.key).exists():
        return _begin(request, found_edition(found, like=work.edition, by=request.user))
    keep_draft(work.edition, found, by=request.user)
    return redirect("office:edition_review", slug=work.edition.slug)


def _begin(request: HttpRequest, version: EditionVersion) -> HttpResponse:
    messages.success(request, _("A new year is laid out. Nobody sees it before you publish it."))
    return redirect("office:edition_year", slug=version.edition.slug)


def _read(content: bytes) -> Document | Faults:
    if len(content) > LARGEST_FILE:
        raise Refused(_("This file is larger than any edition. Choose the .toml file that was exported here."))
    return parse(content)


@door(Can.CHANGE_EDITION, methods=BOTH, of=whole)
def following(request: HttpRequest, work: Work) -> HttpResponse:
    """Next year from this one."""
    key = request.POST.get("key", "").strip() or str(work.document.year + 1)
    if request.method != "POST":
        return page(request, "following", work, key=key)
    return _begin(request, clone_edition(work.edition, key=key, by=request.user))


@door(Can.CHANGE_EDITION, methods=("POST",), of=edition_of)
def turn(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Publish the year, or close it."""
    verb = STATES.get(request.POST.get("do", ""))
    if verb is None:
        raise Http404
    verb(edition, by=request.user)
    return redirect("office:edition_year", slug=edition.slug)


@door(Can.VIEW_OFFICE, of=whole)
def versions(request: HttpRequest, work: Work) -> HttpResponse:
    """All versions, newest first."""
    rows = EditionVersion.objects.filter(edition=work.edition).select_related("saved_by").defer("document")
    return page(request, "versions", work, versions=rows)


@door(Can.CHANGE_EDITION, methods=BOTH, of=whole)
def version(request: HttpRequest, work: Work) -> HttpResponse:
    """What one version changed; its document can be put back into work."""
    number = int(work.also[0])
    found = EditionVersion.objects.filter(edition=work.edition, number=number).select_related("saved_by").first()
    if found is None:
        raise Http404
    document = document_at(work.edition.pk, number)
    if request.method == "POST":
        keep_draft(work.edition, document, by=request.user)
        return redirect("office:edition_review", slug=work.edition.slug)
    before = document_at(work.edition.pk, number - 1) if number > 1 else document
    return page(request, "version", work, version=found, changes=diff(before, document))
