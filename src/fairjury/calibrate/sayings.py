"""What a calibration can say, in Chinese and English."""

from __future__ import annotations

from types import MappingProxyType

from .result import Remark

SAYINGS = MappingProxyType(
    {
        # judges
        "idle": ("還沒有評分。", "has not scored anything yet."),
        "constant": (
            "每一件都給同樣的分數，分不出高下，因此不影響排序。",
            "gave every entry the same score; this tells no entry from another and carries no weight.",
        ),
        "blind": (
            "給分與其他評審看到的好壞無關，權重接近零；請向本人了解評分方式。",
            "scores do not follow what the other judges see; they carry almost no weight. Ask how they were given.",
        ),
        "lenient": (
            "比一般評審寬約 {points} 分，已校正。",
            "about {points} points more lenient than usual; corrected.",
        ),
        "severe": ("比一般評審嚴約 {points} 分，已校正。", "about {points} points more severe than usual; corrected."),
        "narrow": (
            "給分集中，只用了量尺的一小段；校正時把差距放大還原。",
            "uses a narrow part of the scale; the differences are stretched back.",
        ),
        "wide": (
            "給分高低懸殊，用的量尺比別人寬；校正時把差距縮回。",
            "spreads scores more widely than others; the differences are drawn in.",
        ),
        "noisy": (
            "與其他評審的看法落差較大，這些分數的權重較低。",
            "differs from the other judges more than usual; these scores weigh less.",
        ),
        "promotes": (
            "有 {count} 件的給分遠高於其他評審，像是特別推薦；請查是否應迴避。",
            "scored {count} entries far above what others saw, as if to promote them; check for a conflict.",
        ),
        # entries
        "unread": ("還沒有人讀過，不列入排名。", "nobody has read it yet; it is not ranked."),
        "one_read": ("只有一位評審讀過，誤差很大。", "only one judge has read it; the error is large."),
        "boosted": (
            "有一位評審給分遠高於其他人，那份評分幾乎不計。",
            "one judge scored it far above the others; that review hardly counts.",
        ),
        "disputed": (
            "評審看法分歧很大，建議加讀或送會議討論。",
            "the judges disagree strongly; another read or a discussion would help.",
        ),
        "raised": (
            "校正後比平均分數高 {points} 分：讀它的評審偏嚴，或次數太少。",
            "merit is {points} points above the plain mean: its judges were severe, or too few.",
        ),
        "lowered": (
            "校正後比平均分數低 {points} 分：讀它的評審偏寬，或次數太少。",
            "merit is {points} points below the plain mean: its judges were lenient, or too few.",
        ),
        # the round
        "weakly_joined": (
            "共讀太少（效率 {efficiency}，建議 0.6 以上），群與群難以比較，誤差已加大；請加幾件跨群共讀。",
            "few shared reads (efficiency {efficiency}; 0.6 is advised): groups compare badly; add shared reads.",
        ),
        "top_clipped": (
            "「{criterion}」有 {share} 的評分是最高分，看不出誰更突出；請改寫量尺說明，在上端留出空間。",
            "{share} of the scores on “{criterion}” are the highest possible; reword the anchors to leave room above.",
        ),
        "bottom_clipped": (
            "「{criterion}」有 {share} 的評分是最低分；請改寫量尺說明，在下端留出空間。",
            "{share} of the scores on “{criterion}” are the lowest possible; reword the anchors to leave room below.",
        ),
        "some_unread": (
            "有 {count} 件還沒有人讀過，不列入排名。",
            "{count} entries have not been read and are not ranked.",
        ),
    }
)


def say(code: str, **values: object) -> Remark:
    """Fill a saying in."""
    zh, en = SAYINGS[code]
    return Remark(code, zh.format(**values), en.format(**values))
