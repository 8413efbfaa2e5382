"""What is allowed but probably not meant: dates on holidays, weights that do not sum, prizes nobody can fill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from baigong.domain.editions.document.faults import Problem
from baigong.domain.editions.document.judging import Rubric
from baigong.domain.editions.document.parts import Part
from baigong.domain.editions.document.prizes import Prize
from baigong.domain.editions.document.whole import Document
from baigong.kit.taiwan.dates import closed_because, day_text
from baigong.kit.text import Bilingual

ORDER = (
    "call_opens",
    "call_closes",
    "resubmission_closes",
    "eligibility_closes",
    "judging_opens",
    "judging_closes",
    "meeting",
    "results_published",
    "ceremony",
)
FEWEST_READS = 3
Caution = Callable[[Document], Iterator[Problem]]


def cautions(document: Document) -> tuple[Problem, ...]:
    """Everything somebody should look at before this edition goes out; none of it stops a save."""
    return tuple(problem for caution in CAUTIONS for problem in caution(document))


def closed_days(document: Document) -> Iterator[Problem]:
    for place, milestone in enumerate(document.milestones):
        reason = closed_because(milestone.at.day) if milestone.shown != "month" else None
        if reason is not None:
            name, day = milestone.name, day_text(milestone.at.day)
            yield Problem(
                ("milestones", place, "at"),
                Bilingual(
                    f"「{name.zh}」在 {day.zh}，這天是{reason.zh}，沒有人上班。",
                    f"“{name.en}” is on {day.en}, {reason.en}: offices are closed.",
                ),
                Bilingual(
                    "換到上班日，或先安排那天誰接電話。", "Choose a working day, or arrange who answers that day."
                ),
            )


def out_of_order(document: Document) -> Iterator[Problem]:
    known = [milestone for key in ORDER if (milestone := document.milestone(key)) is not None]
    for earlier, later in pairwise(known):
        if earlier.at.instant > later.at.instant:
            yield Problem(
                ("milestones", document.milestones.index(later), "at"),
                Bilingual(
                    f"「{later.name.zh}」比「{earlier.name.zh}」還早。",
                    f"“{later.name.en}” comes before “{earlier.name.en}”.",
                ),
                Bilingual("檢查這兩個日期。", "Check these two dates."),
            )


def weights(document: Document) -> Iterator[Problem]:
    for place, rubric in enumerate(document.rubrics):
        for name, total in _sums(rubric):
            if abs(total - 100) > 1e-9:
                yield Problem(
                    ("rubrics", place, "criteria"),
                    Bilingual(
                        f"{name.zh}的權重加起來是 {total}，不是 100。", f"The weights of {name.en} add up to {total}."
                    ),
                    Bilingual("調整到剛好 100。", "Make them 100."),
                )


def _sums(rubric: Rubric) -> Iterator[tuple[Bilingual, float]]:
    top = [g.weight for g in rubric.groups if not g.bonus] + [c.weight for c in rubric.criteria if c.group is None]
    yield rubric.name, sum(top)
    for group in rubric.groups:
        yield group.name, sum(c.weight for c in rubric.criteria if c.group == group.key)


def silent_criteria(document: Document) -> Iterator[Problem]:
    """Only where the rubric is used by a round of reading."""
    spoken = {question.speaks_to for sheet in document.sheets for question in sheet.questions()}
    for place, rubric in enumerate(document.rubrics):
        for number, criterion in enumerate(rubric.criteria):
            if criterion.key not in spoken:
                yield Problem(
                    ("rubrics", place, "criteria", number),
                    Bilingual(
                        f"沒有題目對應「{criterion.name.zh}」。", f"No question speaks to “{criterion.name.en}”."
                    ),
                    Bilingual(
                        "在題目的「對應的評分項目」選它，寫的人才知道評審看哪裡。",
                        "Name it in the question it belongs to (speaks_to).",
                    ),
                )
            if not criterion.anchors:
                yield Problem(
                    ("rubrics", place, "criteria", number),
                    Bilingual(
                        f"「{criterion.name.zh}」沒有寫出各分數的樣子。", f"“{criterion.name.en}” has no anchors."
                    ),
                    Bilingual(
                        "至少寫最低、中間和最高三個分數。", "Describe at least a low, a middle and a high score."
                    ),
                )


def holders(document: Document, prize: Prize) -> int:
    """How many there are of one prize in the whole edition."""
    tracks = len(prize.tracks or document.tracks)
    return prize.count * tracks if prize.per == "track" else prize.count


def too_many_prizes(document: Document) -> Iterator[Problem]:
    by_key = {prize.key: prize for prize in document.prizes}
    for place, prize in enumerate(document.prizes):
        base = by_key.get(prize.among or "")
        if base is not None and (wanted := holders(document, prize)) > (there := holders(document, base)):
            yield Problem(
                ("prizes", place, "count"),
                Bilingual(
                    f"「{prize.name.zh}」有 {wanted} 名，比「{base.name.zh}」的 {there} 名還多。",
                    f"“{prize.name.en}” has {wanted} holders, more than the {there} of “{base.name.en}”.",
                ),
                Bilingual("減少名額，或改從別處選。", "Lower the number or choose among others."),
            )


def quotas(document: Document) -> Iterator[Problem]:
    most = max((holders(document, prize) for prize in document.prizes), default=0)
    for place, stage in enumerate(document.rounds):
        passes = stage.passes
        through = {"number": passes.value, "multiple": passes.value * most}.get(passes.by, most)
        if through < most:
            yield Problem(
                ("rounds", place, "passes"),
                Bilingual(
                    f"「{stage.name.zh}」只讓 {through:g} 件通過，不夠選出 {most} 件。",
                    f"“{stage.name.en}” passes {through:g} entries on, too few for {most} prizes.",
                ),
                Bilingual("放寬通過的件數。", "Let more pass."),
            )


def few_reads(document: Document) -> Iterator[Problem]:
    for place, stage in enumerate(document.rounds):
        if not stage.meeting and stage.reads < FEWEST_READS:
            yield Problem(
                ("rounds", place, "reads"),
                Bilingual(
                    f"「{stage.name.zh}」每件只有 {stage.reads} 人讀。",
                    f"“{stage.name.en}” has {stage.reads} reads each.",
                ),
                Bilingual(
                    "至少三人，一個人的寬嚴才不會決定結果。", "Have at least three, so that one judge does not decide."
                ),
            )


def missing_certificates(document: Document) -> Iterator[Problem]:
    written = {text.prize for text in document.certificates}
    for place, prize in enumerate(document.prizes):
        if prize.certificate and prize.key not in written:
            yield Problem(
                ("prizes", place, "certificate"),
                Bilingual(f"「{prize.name.zh}」沒有證書文字。", f"“{prize.name.en}” has no words for its certificate."),
                Bilingual(
                    "在 [[certificates]] 寫一份，或設 certificate = false。",
                    "Write [[certificates]], or certificate = false.",
                ),
            )


def open_ties(document: Document) -> Iterator[Problem]:
    if document.award_rules.ties[-1:] != ("seed",):
        yield Problem(
            ("award_rules", "ties"),
            Bilingual("同分時最後沒有抽籤，可能分不出來。", "Ties may stay open: the last step is no draw."),
            Bilingual("在「同分時依序看」最後加上 seed。", "End the ties with seed."),
        )


def to_fill_in(document: Document) -> Iterator[Problem]:
    for place, contact in enumerate(document.contacts):
        if contact.fill_in:
            yield Problem(
                ("contacts", place),
                Bilingual(
                    f"「{contact.role.zh}」還沒填聯絡方式。", f"“{contact.role.en}” still lacks contact details."
                ),
                Bilingual(
                    "填上信箱與電話，再取消「等待填寫」（fill_in）。",
                    "Fill in mailbox and telephone, untick “To be filled in” (fill_in).",
                ),
            )


def to_confirm(document: Document) -> Iterator[Problem]:
    count = _count_confirm(document)
    if count:
        yield Problem(
            (),
            Bilingual(f"還有 {count} 處待主辦單位確認。", f"{count} places are still the organiser's to confirm."),
            Bilingual(
                "確認一處，就取消那裡的「待主辦單位確認」（confirm）。",
                "Untick “Ours to confirm” (confirm) wherever it is.",
            ),
        )


def _count_confirm(part: Part) -> int:
    values = [getattr(part, name) for name in type(part).own_fields()]
    inner = [
        one for value in values for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, Part)
    ]
    return part.confirm + sum(map(_count_confirm, inner))


CAUTIONS: tuple[Caution, ...] = (
    closed_days,
    out_of_order,
    weights,
    silent_criteria,
    too_many_prizes,
    quotas,
    few_reads,
    missing_certificates,
    open_ties,
    to_fill_in,
    to_confirm,
)
