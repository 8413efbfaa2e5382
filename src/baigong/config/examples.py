"""A thing of this database for every address that names one, so that its example opens something."""

from __future__ import annotations

from fnmatch import fnmatchcase

from django.apps import apps
from django.db import DatabaseError, transaction

from baigong.domain.editions.models import Track
from baigong.domain.sheets.models import Sheet
from baigong.kit.http.routes import Route, filled

ENTRY = {"public_id": "entry__public_id"}
OWN = {"public_id": "public_id"}
CHOSEN = {"public_id": "selection__public_id", "entry": "entry__public_id"}

#: Which rows give the parts of which addresses: name of the route, model, the field behind every part.
ROWS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("public:solution", "library.Solution", OWN),
    ("public:picture", "library.Solution", OWN | {"evidence": "entry__evidence__public_id"}),
    ("public:*", "certificates.Certificate", {"code": "code"}),
    ("account:message", "outbox.Message", OWN),
    ("account:merge", "people.AccountMerge", OWN),
    ("entrant:version", "entries.EntryVersion", ENTRY | {"number": "number"}),
    ("entrant:file*", "entries.Evidence", ENTRY | {"evidence": "public_id"}),
    ("entrant:preview", "entries.Evidence", ENTRY | {"evidence": "public_id"}),
    ("entrant:offer", "selection.Offer", ENTRY | {"offer": "public_id"}),
    ("entrant:decline", "selection.Award", ENTRY | {"award": "public_id"}),
    ("entrant:keep", "selection.Correction", {"public_id": "award__entry__public_id", "word": "public_id"}),
    ("entrant:receipt*", "entries.Receipt", ENTRY | {"receipt": "public_id"}),
    ("entrant:*", "entries.Entry", OWN),
    ("jury:meeting_vote", "selection.Item", OWN),
    ("jury:file", "judging.Assignment", OWN | {"evidence": "entry__evidence__public_id"}),
    ("jury:pair", "judging.Comparison", OWN),
    ("jury:*", "judging.Assignment", OWN),
    ("office:edition_revoke", "editions.Role", {"slug": "edition__slug", "who": "person__public_id", "kind": "kind"}),
    ("office:edition_version", "editions.EditionVersion", {"slug": "edition__slug", "number": "number"}),
    ("office:edition_*", "editions.Track", {"slug": "edition__slug"}),
    ("office:entries*", "editions.Edition", {"slug": "slug"}),
    ("office:units*", "editions.Edition", {"slug": "slug"}),
    ("office:names", "editions.Edition", {"slug": "slug"}),
    ("office:rule_name", "entries.Revelation", {"revelation": "public_id"}),
    ("office:entry_*", "entries.Evidence", ENTRY | {"evidence": "public_id"}),
    ("office:passing_*", "judging.Passage", OWN),
    ("office:passing", "judging.Round", {"key": "key"}),
    ("office:examples", "judging.Round", {"key": "key"}),
    ("office:pairs*", "judging.Round", {"key": "key"}),
    ("office:judge_*", "judging.Judge", OWN),
    ("office:assign_*", "judging.ReadingPlan", OWN),
    ("office:wave_*", "judging.ReadingPlan", OWN),
    ("office:read_back", "judging.Assignment", OWN),
    ("office:conflict_rule", "entries.Tie", OWN),
    ("office:feedback_release", "selection.Feedback", OWN),
    ("office:question_*", "selection.Objection", OWN),
    ("office:meeting_call", "selection.Selection", OWN),
    ("office:meeting_*", "selection.Item", OWN),
    ("office:selection_overrule", "selection.Placement", CHOSEN),
    ("office:selection_*", "selection.Selection", OWN),
    ("office:propose", "selection.Selection", OWN),
    ("office:approve", "selection.Selection", OWN),
    ("office:certificate", "certificates.Certificate", {"code": "code"}),
    ("office:*", "entries.Entry", OWN),
)  # fmt: skip
WORDS = ("section", "question", "address", "form")  # words of the edition's own document and no rows


def example(route: Route) -> str:
    """An address that the pattern takes: of a thing that is here, its parts invented where there is none."""
    return filled(route.pattern, _facts(route.name) if "<" in route.pattern else {})


def _facts(name: str) -> dict[str, str]:
    """The parts by name; none in a house without tables."""
    model, fields = next(((model, fields) for shape, model, fields in ROWS if fnmatchcase(name, shape)), ("", {}))
    try:
        with transaction.atomic():
            return _words() | (_row(model, fields) if model else {})
    except DatabaseError:
        return {}


def _row(model: str, fields: dict[str, str]) -> dict[str, str]:
    there = {f"{field}__isnull": False for field in fields.values()}
    rows = apps.get_model(model)._base_manager.filter(**there)  # noqa: SLF001 (every model has one, public or not)
    found = rows.order_by("pk").values(*fields.values()).first()
    return {part: str(found[field]) for part, field in fields.items()} if found else {}


def _words() -> dict[str, str]:
    sheet, track = Sheet.objects.first(), Track.objects.first()
    if sheet is None or track is None:
        return {}
    first = sheet.questions["sections"][0]
    asked = first["questions"][0]["key"]
    return dict(zip(WORDS, (first["key"], asked, f"tracks/{track.key}", "docx"), strict=True))
