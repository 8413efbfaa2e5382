"""Whether the parts of an edition fit together: what one part names, another has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from baigong.domain.editions.document.faults import Problem
from baigong.domain.editions.document.judging import Criterion, Rubric
from baigong.domain.editions.document.lines import Path
from baigong.domain.editions.document.parts import Leaf, Part, keys_of
from baigong.domain.editions.document.sheets import CHOICE_KINDS, TEXT_KINDS, Question, Sheet
from baigong.domain.editions.document.whole import Document
from baigong.kit.text import Bilingual

NEEDED_MILESTONES = ("call_opens", "call_closes", "results_published")
EMPTY = Bilingual("這裡至少要有一項。", "At least one is needed here.")
Check = Callable[[Document], Iterator[Problem]]


def problems(document: Document) -> list[Problem]:
    """Everything that does not fit together, check by check."""
    return [problem for check in CHECKS for problem in check(document)]


def known(path: Path, names: Iterable[str | None], *, among: Iterable[str]) -> Iterator[Problem]:
    """A problem for every name that is not among the keys that exist."""
    there = tuple(among)
    for name in names:
        if name is not None and name not in there:
            yield Problem(
                path,
                Bilingual(f"沒有「{name}」這個代號。", f'There is no "{name}".'),
                Bilingual(
                    f"可以寫：{'、'.join(there) or '（還沒有）'}。", f"Known are: {', '.join(there) or 'none yet'}."
                ),
            )


def unique(path: Path, names: Iterable[str]) -> Iterator[Problem]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Problem(
                path,
                Bilingual(f"「{name}」用了 {times} 次。", f'"{name}" is used {times} times.'),
                Bilingual("每個代號只能用一次，換一個。", "Each may be used once: choose another."),
            )


def keys_once(document: Document) -> Iterator[Problem]:
    yield from _keys_once((), document)
    yield from unique(("tracks",), (track.sign for track in document.tracks))
    yield from unique(("units",), (kind.key for group in document.units for kind in group.kinds))


def _keys_once(path: Path, piece: Part | Leaf) -> Iterator[Problem]:
    for name in type(piece).own_fields():
        value = getattr(piece, name)
        if isinstance(value, Part | Leaf):
            yield from _keys_once((*path, name), value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Part | Leaf):
            yield from unique((*path, name), (inner.key for inner in value if "key" in type(inner).model_fields))
            for place, inner in enumerate(value):
                yield from _keys_once((*path, name, place), inner)


def nothing_empty(document: Document) -> Iterator[Problem]:
    for name in ("tracks", "units", "sheets", "rubrics", "rounds", "prizes", "notices", "contacts"):
        if not getattr(document, name):
            way_out = Bilingual(f"加上 [[{name}]]。", f"Add [[{name}]].")
            yield Problem((name,), EMPTY, way_out)


def milestones_needed(document: Document) -> Iterator[Problem]:
    for key in NEEDED_MILESTONES:
        if document.milestone(key) is None:
            yield Problem(
                ("milestones",),
                Bilingual(f"少了時程「{key}」。", f'The milestone "{key}" is missing.'),
                Bilingual(
                    "加上這個日期；沒有它，徵件與公布不知道何時開始。",
                    "Add it: without it nothing opens, closes or is published.",
                ),
            )


def sheets_fit(document: Document) -> Iterator[Problem]:
    if sum(sheet.use == "entry" for sheet in document.sheets) != 1:
        yield Problem(
            ("sheets",),
            Bilingual('投稿用的題目卷（use = "entry"）要剛好一份。', 'Exactly one sheet must have use = "entry".'),
            Bilingual("各組不同的題目，寫在題目的 tracks。", "Questions of one track only say so in their tracks."),
        )
    for place, sheet in enumerate(document.sheets):
        yield from known(("sheets", place, "tracks"), sheet.tracks, among=keys_of(document.tracks))
        yield from _questions_fit(document, sheet, ("sheets", place))


def _questions_fit(document: Document, sheet: Sheet, path: Path) -> Iterator[Problem]:
    earlier: list[str] = []
    criteria = [criterion.key for rubric in document.rubrics for criterion in rubric.criteria]
    for page, section in enumerate(sheet.sections):
        for place, question in enumerate(section.questions):
            here = (*path, "sections", page, "questions", place)
            yield from known((*here, "tracks"), question.tracks, among=keys_of(document.tracks))
            yield from known((*here, "speaks_to"), [question.speaks_to], among=criteria)
            if question.when is not None:
                yield from known((*here, "when"), [question.when.question], among=earlier)
            yield from _question_fits(question, here)
            earlier.append(question.key)
    yield from unique((*path, "sections"), earlier)


def _question_fits(question: Question, here: Path) -> Iterator[Problem]:
    if question.kind in CHOICE_KINDS and not question.choices:
        yield Problem(
            (*here, "choices"), EMPTY, Bilingual("寫出可以選的答案。", "Write the answers that can be picked.")
        )
    if question.kind == "table" and not question.columns:
        yield Problem((*here, "columns"), EMPTY, Bilingual("寫出表格的欄。", "Write the columns of the table."))
    yield from _bounds_fit(question, here)


def _bounds_fit(question: Question, here: Path) -> Iterator[Problem]:
    if question.limit and question.kind not in TEXT_KINDS:
        yield Problem(
            (*here, "limit"),
            Bilingual("字數上限只用在文字題。", "A limit in 字 belongs to text questions only."),
            Bilingual(
                "數字題用 lowest 和 highest，檔案題用 at_most。", "Numbers have lowest and highest, files at_most."
            ),
        )
    lowest, highest = question.lowest, question.highest
    if lowest is not None and highest is not None and lowest > highest:
        sentence = Bilingual("最小比最大還大。", "The lowest is above the highest.")
        yield Problem((*here, "lowest"), sentence, Bilingual("兩個對調。", "Swap them."))


def rubrics_fit(document: Document) -> Iterator[Problem]:
    for place, rubric in enumerate(document.rubrics):
        here = ("rubrics", place)
        if not rubric.lowest < rubric.highest or not 0 < rubric.step <= rubric.highest - rubric.lowest:
            yield Problem(
                (*here, "step"),
                Bilingual(
                    "量尺不成立：最低要小於最高，間距要在兩者之間。",
                    "The scale does not hold: lowest below highest, the step within.",
                ),
                Bilingual(
                    "例如 lowest = 1、highest = 10、step = 1。", "For example lowest = 1, highest = 10, step = 1."
                ),
            )
        for number, criterion in enumerate(rubric.criteria):
            yield from _criterion_fits(rubric, criterion, (*here, "criteria", number))


def _criterion_fits(rubric: Rubric, criterion: Criterion, here: Path) -> Iterator[Problem]:
    yield from known((*here, "group"), [criterion.group], among=keys_of(rubric.groups))
    for place, anchor in enumerate(criterion.anchors):
        if not rubric.lowest <= anchor.score <= rubric.highest:
            yield Problem(
                (*here, "anchors", place),
                Bilingual(f"{anchor.score} 分不在量尺上。", f"{anchor.score} is not on the scale."),
                Bilingual(f"用 {rubric.lowest} 到 {rubric.highest}。", f"Use {rubric.lowest} to {rubric.highest}."),
            )


def rounds_fit(document: Document) -> Iterator[Problem]:
    for place, stage in enumerate(document.rounds):
        here = ("rounds", place)
        yield from known((*here, "rubric"), [stage.rubric], among=keys_of(document.rubrics))
        yield from known((*here, "opens"), [stage.opens], among=keys_of(document.milestones))
        yield from known((*here, "closes"), [stage.closes], among=keys_of(document.milestones))
        yield from _around_fits(document, stage.around, (*here, "around"))


def _around_fits(document: Document, around: str | None, here: Path) -> Iterator[Problem]:
    wide = _wide(document)
    if around in wide or around not in keys_of(document.prizes):
        yield from known(here, [around], among=wide)
        return
    yield Problem(
        here,
        Bilingual(f"「{around}」每組各有名額，沒有一條全屆的線可以比。", f'"{around}" has a cut in every track.'),
        Bilingual(
            f"兩兩比較只能繞著全屆一起排的獎項：{'、'.join(wide)}。各組的名次請在會議裡比。",
            f"Pairs stand around one cut of the whole year: {', '.join(wide)}. Compare within tracks in the meeting.",
        ),
    )


def _wide(document: Document) -> list[str]:
    return [prize.key for prize in document.prizes if prize.per == "edition"]


def prizes_fit(document: Document) -> Iterator[Problem]:
    questions = [q.key for sheet in document.sheets for q in sheet.questions()]
    wide = _wide(document)
    for place, prize in enumerate(document.prizes):
        here = ("prizes", place)
        yield from known((*here, "among"), [prize.among], among=[key for key in wide if key != prize.key])
        yield from known((*here, "opt_in"), [prize.opt_in], among=questions)
        yield from known((*here, "tracks"), prize.tracks, among=keys_of(document.tracks))
    yield from _ties_fit(document)


def prizes_named(document: Document) -> Iterator[Problem]:
    prizes, rules = keys_of(document.prizes), document.award_rules
    yield from known(("award_rules", "shares"), (share.prize for share in rules.shares), among=prizes)
    yield from known(("certificates",), (text.prize for text in document.certificates), among=prizes)
    yield from known(("cooling_off",), (key for rule in document.cooling_off for key in rule.prizes), among=prizes)


def _ties_fit(document: Document) -> Iterator[Problem]:
    criteria = [f"criterion:{c.key}" for rubric in document.rubrics for c in rubric.criteria]
    yield from known(("award_rules", "ties"), document.award_rules.ties, among=[*criteria, "meeting", "seed"])


CHECKS: tuple[Check, ...] = (
    keys_once,
    nothing_empty,
    milestones_needed,
    sheets_fit,
    rubrics_fit,
    rounds_fit,
    prizes_fit,
    prizes_named,
)
