"""What happens when: one row per event. Listeners may only write a row or enqueue a job."""

from collections.abc import Iterable

from baigong.domain.editions.actions import publish_notices
from baigong.domain.editions.events import EditionSaved
from baigong.domain.sheets.actions import publish_sheet
from baigong.kit.events import Event, Listener

WIRING: dict[type[Event], Iterable[Listener]] = {
    EditionSaved: (publish_sheet, publish_notices),
}
