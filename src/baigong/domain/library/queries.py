"""What the library's pages show: plain rows, the hundred cells, one solution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from baigong.domain.editions.document.sheets import Question
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import tracks_of, unit_kinds_of
from baigong.domain.entries.models import Evidence
from baigong.domain.entries.queries import concern_about, files_of, submitted_answers
from baigong.domain.library.models import Solution
from baigong.domain.sheets.answers import is_empty
from baigong.domain.sheets.queries import questions_of
from baigong.domain.sheets.showing import Shown, shown
from baigong.kit.fields import text_at
from baigong.kit.prepared import Prepared
from baigong.kit.search.finding import find
from baigong.kit.taiwan.counties import BY_CODE, COUNTIES, find_county
from baigong.kit.text import Bilingual

SEARCH = "solution"
HUNDRED = 100
NEAR = 3
HEADINGS = frozenset({"title", "title_en", "sign"})  # they stand at the head of the page
FIGURES = frozenset({"number", "money"})
EMPTY = {"state": "", "char": "", "href": "", "label": ""}
COLUMNS = (
    *("public_id", "place", "sign", "title", "title_en"),
    *("track__name", "track__sign", "track__key", "unit_names", "county", "unit_kind"),
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a visitor asks the library for; values that do not exist find nothing."""

    words: str = ""
    track: str = ""
    unit_kind: str = ""
    county: str = ""

    def __bool__(self) -> bool:
        return any((self.words, self.track, self.unit_kind, self.county))


@dataclass(frozen=True, slots=True)
class Row:
    """One solution in a list."""

    public_id: str
    place: int
    sign: str
    title: Bilingual
    track: Any
    track_sign: str
    track_key: str
    units: str
    county: str
    unit_kind: str


def found(all_rows: list[Row], edition: Edition, wish: Wish) -> list[Row]:
    """Those of the public ones that somebody asks for."""
    public = Solution.objects.published().filter(edition=edition)
    chosen = set(wished(public, wish).values_list("public_id", flat=True))
    return [row for row in all_rows if row.public_id in chosen]


def wished(solutions: QuerySet[Solution], wish: Wish) -> QuerySet[Solution]:
    """Narrow what the visitor may see to what he asks for."""
    place = BY_CODE.get(wish.county) or find_county(wish.county)
    county = place.name.zh if place else wish.county
    exact = {"track__key": wish.track, "unit_kind": wish.unit_kind, "county": county}
    chosen = solutions.filter(**{key: value for key, value in exact.items() if value})
    return find(SEARCH, wish.words, within=chosen) if wish.words.strip() else chosen


def rows(solutions: QuerySet[Solution]) -> list[Row]:
    """One query; the order is that of the cells."""
    return [_row(*columns) for columns in _columns(solutions)]


def rows_of(edition: Edition) -> list[Row]:
    """Everything that is public of a year."""
    return [_row(*columns) for columns in _published(edition.pk)]


def summaries(edition: Edition) -> dict[str, str]:
    """What each says of itself in short."""
    return {public_id: summary or "" for public_id, summary in _summaries(edition.pk)}


def _columns(solutions: QuerySet[Solution]) -> QuerySet[Solution, Any]:
    return solutions.order_by("place").values_list(*COLUMNS)


_published = Prepared(lambda edition: _columns(Solution.objects.published().filter(edition=edition)))
_summaries = Prepared(
    lambda edition: (
        Solution.objects.published().filter(edition=edition).values_list("public_id", text_at("fields", "summary"))
    )
)


def cells(all_rows: list[Row], *, chosen: set[str]) -> list[dict[str, Any]]:
    """For the component `grid100`: every solution in its place, those that fit in ink, empty cells between."""
    by_place = {row.place: row for row in all_rows}
    last = max([HUNDRED, *by_place])
    home = reverse("public:solution", args=("-",))
    return [_cell(by_place.get(place), chosen=chosen, home=home) for place in range(1, last + 1)]


def tracks_in(all_rows: list[Row], edition: Edition) -> list[tuple[str, str]]:
    """The tracks that occur, as choices of a filter."""
    used = {row.track_key for row in all_rows}
    named = [(track.key, f"{track.sign}・{track.name}") for track in tracks_of(edition) if track.key in used]
    return [("", _("All")), *named]


def by_county(all_rows: list[Row]) -> dict[str, int]:
    """How many solutions come from where."""
    return dict(Counter(row.county for row in all_rows if row.county))


def places(all_rows: list[Row]) -> list[tuple[str, str]]:
    """The counties that occur, in their official order, as choices of a filter."""
    used = by_county(all_rows)
    named = [(one.code, f"{one.name} {used[one.name.zh]}") for one in COUNTIES if one.name.zh in used]
    return [("", _("All")), *named]


def unit_kinds(all_rows: list[Row], edition: Edition) -> list[tuple[str, str]]:
    """The kinds of units that published solutions come from."""
    used = {row.unit_kind for row in all_rows}
    named = [(kind.key, str(kind.name)) for kind in unit_kinds_of(edition) if kind.key in used]
    return [("", _("All")), *named]


def mini(solution: Solution) -> list[dict[str, str]]:
    """The hundred with this one's cell in the seal."""
    return [{"state": "hot" if place == solution.place else ""} for place in range(1, max(HUNDRED, solution.place) + 1)]


def same_track(solution: Solution) -> list[Row]:
    """Three others of the same track, those that stand next to it."""
    others = Solution.objects.published().filter(track=solution.track).exclude(pk=solution.pk)
    after, before = others.filter(place__gt=solution.place), others.filter(place__lt=solution.place)
    return (rows(after) + rows(before))[:NEAR]


def shown_fields(solution: Solution) -> list[Shown]:
    """The published answers in the order of the sheet; pictures are shown by `pictures`."""
    return [one for one in _shown(solution, dict(solution.fields)) if one.form != "files"]


def pictures(solution: Solution) -> list[Evidence]:
    """The pictures of the public page: handed in, agreed to, and nobody in them who does not agree now."""
    return [
        one for one in _pictures(solution, solution.fields) if hasattr(one.file, "preview") and not concern_about(one)
    ]


def kept_back(solution: Solution) -> list[Evidence]:
    """The pictures that could be public and are not, because something is still to be said about them."""
    return [one for one in _pictures(solution, submitted_answers(solution.entry)) if concern_about(one)]


def _pictures(solution: Solution, answers: Mapping[str, Any]) -> list[Evidence]:
    asked = (question for question in questions_of(solution.entry.sheet).questions() if question.public)
    named = {
        question.key: answers[question.key] for question in asked if _is_shown(question) and question.key in answers
    }
    return files_of(solution.entry, named)


def _is_shown(question: Question) -> bool:
    return question.kind == "picture"


def offered_fields(solution: Solution) -> list[Shown]:
    """The answers that could be public, for the team to choose from."""
    answers = submitted_answers(solution.entry)
    may = {question.key for question in questions_of(solution.entry.sheet).questions() if question.public}
    return _shown(solution, {key: answer for key, answer in answers.items() if key in may})


def _shown(solution: Solution, answers: dict[str, Any]) -> list[Shown]:
    asked = questions_of(solution.entry.sheet).questions()
    given = [shown(q, answers[q.key]) for q in asked if q.key in answers and not is_empty(answers[q.key])]
    told = (one for one in given if one.form != "files" or _is_shown(one.question))
    return [one for one in told if one.question.key not in HEADINGS]


def words_of(solution: Solution) -> str:
    """Everything public about it that a search should find."""
    said = [_said(one) for one in shown_fields(solution)]
    return "\n".join([solution.title, solution.title_en, solution.team, solution.unit_names, solution.county, *said])


def _said(answer: Shown) -> str:
    cells = [cell for row in answer.rows for cell in row]
    return " ".join((answer.text, *answer.items, *cells))


def _row(public_id: str, place: int, sign: str, zh: str, en: str, *known: Any) -> Row:
    return Row(public_id, place, sign, Bilingual(zh=zh, en=en), *known)


def _cell(row: Row | None, *, chosen: set[str], home: str) -> dict[str, Any]:
    if row is None:
        return EMPTY
    state, title = "on" if row.public_id in chosen else "half", str(row.title)
    return {"state": state, "char": row.sign, "href": home.replace("-", row.public_id), "label": title, "title": title}
