"""What load balancers and operators ask: is the process alive, is it ready."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse

from baigong.config.operations import doctor
from baigong.kit.http.doors import PUBLIC, door


@door(PUBLIC)
def alive(_request: HttpRequest) -> HttpResponse:
    """Answer without asking anything of anybody."""
    return HttpResponse("ok\n", content_type="text/plain")


@door(PUBLIC)
def ready(_request: HttpRequest) -> JsonResponse:
    """Tell whether database, migrations, storage and queue would serve a visitor; names organs, no details."""
    findings = list(doctor.examine(*doctor.READINESS))
    organs = {finding.organ: "broken" for finding in findings if finding.ok is False}
    return JsonResponse(
        {"ready": not organs, "organs": {one.organ: "ok" for one in findings} | organs}, status=503 if organs else 200
    )
