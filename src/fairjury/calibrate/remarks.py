"""What the numbers say about judges, entries and the round, in words an organiser understands."""

from __future__ import annotations

import numpy as np

from fairjury.arrays import Floats

from .result import Remark

LOW_EFFICIENCY = 0.4
MUCH_CLIPPED = 0.10


def about_judge(
    *, severity: float, scale: float, noise: float, usual: float, blind: float, friends: int, same: bool, spread: float
) -> tuple[Remark, ...]:
    """Remarks on one judge: numbers in score points, `usual` the median noise, `spread` the SD of severities."""
    if same:
        return (
            Remark(
                "constant",
                "所有參賽案都給一樣的分數，無法分出高下，不計入排序。",
                "gave every entry the same score, so these scores say nothing about order and carry no weight.",
            ),
        )
    found = []
    if blind > 0.5:
        found.append(
            Remark(
                "blind",
                "給分與其他評審看到的好壞無關，權重接近零；請先與本人確認評分方式。",
                "scores do not follow what the other judges see; they carry almost no weight. Ask how they were given.",
            )
        )
    if abs(severity) > max(1.5 * spread, 0.25) and blind <= 0.5:
        points = f"{abs(severity):.1f}"
        found.append(
            Remark(
                "lenient",
                f"比一般評審寬約 {points} 分，已校正。",
                f"about {points} points more lenient than the average judge; corrected.",
            )
            if severity > 0
            else Remark(
                "severe",
                f"比一般評審嚴約 {points} 分，已校正。",
                f"about {points} points more severe than the average judge; corrected.",
            )
        )
    if blind <= 0.5 and scale < 0.7:
        found.append(
            Remark(
                "narrow",
                "給分集中，只用了量尺的一小段；差距已放大還原。",
                "uses a narrow part of the scale; the differences are stretched back.",
            )
        )
    if blind <= 0.5 and scale > 1.35:
        found.append(
            Remark(
                "wide",
                "給分高低懸殊，比別人用更寬的量尺；差距已縮回。",
                "spreads scores more widely than others; the differences are drawn in.",
            )
        )
    if blind <= 0.5 and noise > 1.5 * usual:
        found.append(
            Remark(
                "noisy",
                "與其他評審的看法落差較大，這些分數的權重較低。",
                "differs from the other judges more than usual; these scores weigh less.",
            )
        )
    if friends:
        found.append(
            Remark(
                "promotes",
                f"有 {friends} 件的給分遠高於其他評審，像是特別推薦；請查是否應迴避。",
                f"scored {friends} entries far above what the others saw, as if to promote them; check for a conflict of interest.",
            )
        )
    return tuple(found)


def about_entry(*, reads: int, gap: float, se: float, boosted: bool, slipped: bool) -> tuple[Remark, ...]:
    """Remarks on one entry; `gap` is merit minus plain mean in score points."""
    if reads == 0:
        return (Remark("unread", "還沒有人讀過，不列入排名。", "nobody has read it yet; it is not ranked."),)
    found = []
    if reads == 1:
        found.append(
            Remark("one_read", "只有一位評審讀過，誤差很大。", "only one judge has read it; the error is large.")
        )
    if boosted:
        found.append(
            Remark(
                "boosted",
                "有一位評審給分遠高於其他人，該份評分幾乎不計。",
                "one judge scored it far above the others; that review hardly counts.",
            )
        )
    if slipped:
        found.append(
            Remark(
                "disputed",
                "評審看法分歧很大，建議加讀或送會議討論。",
                "the judges disagree strongly; another read or a discussion would help.",
            )
        )
    if abs(gap) > max(0.5, se):
        word = ("高", "above") if gap > 0 else ("低", "below")
        found.append(
            Remark(
                "moved",
                f"校正後比平均分數{word[0]} {abs(gap):.1f} 分：主要因為讀到它的評審偏{'嚴' if gap > 0 else '寬'}或次數少。",
                f"calibrated merit is {abs(gap):.1f} points {word[1]} the plain mean: its judges were {'severe' if gap > 0 else 'lenient'}, or few.",
            )
        )
    return tuple(found)


def about_round(
    *, efficiency: float, clipped_high: Floats, clipped_low: Floats, criteria: tuple[str, ...], unread: int
) -> tuple[Remark, ...]:
    """Warnings about the whole round; shares (c,) of scores at the ends of the scale."""
    found = []
    if efficiency < LOW_EFFICIENCY:
        found.append(
            Remark(
                "weakly_joined",
                f"評審之間的交集太少（效率 {efficiency:.2f}，建議 0.6 以上），不同群之間的比較較不可靠，誤差已加大；加幾件跨群共讀就能改善。",
                f"the judges share few entries (efficiency {efficiency:.2f}, 0.6 is advised): comparisons between groups are weak and "
                "their errors are wider; a few shared reads across groups would help.",
            )
        )
    for at, key in enumerate(criteria):
        for share, zh, en in ((clipped_high[at], "最高分", "top"), (clipped_low[at], "最低分", "bottom")):
            if share > MUCH_CLIPPED:
                found.append(
                    Remark(
                        "clipped",
                        f"「{key}」有 {share:.0%} 的評分是{zh}，看不出誰更突出；下一屆請改寫量尺錨點，留出空間。",
                        f"{share:.0%} of the scores on “{key}” are at the {en} of the scale and cannot tell entries apart; reword the "
                        "anchors to leave room.",
                    )
                )
    if unread:
        found.append(
            Remark(
                "unread",
                f"有 {unread} 件還沒有人讀過，不列入排名。",
                f"{unread} entries have not been read and are not ranked.",
            )
        )
    return tuple(found)


def is_constant(totals: Floats) -> bool:
    """Whether one judge gave every entry the same total (at least three of them)."""
    return totals.size >= 3 and float(np.ptp(totals)) < 1e-9
