"""The one verb of a sheet: publish a version when an edition is saved with other questions."""

from __future__ import annotations

from baigong.domain.editions.events import EditionSaved
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import document_of
from baigong.domain.sheets.models import Sheet
from baigong.kit import audit, policy, time
from baigong.kit.text import digest


def publish_sheet(event: EditionSaved) -> None:
    """A new version of the questions, when they differ; drafts on an older version stay readable."""
    edition = Edition.objects.get(pk=event.edition_id)
    data = document_of(edition).entry_sheet().model_dump(mode="json", exclude_defaults=True)
    latest = Sheet.objects.filter(edition=edition).order_by("-version").first()
    if latest is not None and latest.digest == digest(data):
        return
    sheet = Sheet.objects.create(
        edition=edition,
        version=latest.version + 1 if latest else 1,
        questions=data,
        digest=digest(data),
        published_at=time.now(),
    )
    audit.record("sheet.publish", sheet, by=policy.SYSTEM, edition=edition.slug, version=sheet.version)
