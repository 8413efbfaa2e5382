"""The comments that lead a reader through an edition file."""

from __future__ import annotations

OPENING = """\
# 一屆獎項的全部內容：時程、組別、題目、評分、獎項、告知。
# Everything that differs from year to year: dates, tracks, questions, rubric, prizes, notices.
# 檢查：baigong edition check 檔案　載入：baigong edition load 檔案　匯出：baigong edition export 檔案
# 時間都是臺北時間；"24:00" 是那一天的最後一刻。 Times are Asia/Taipei; "24:00" is the end of its day.
# confirm = true：公開資料沒寫，先放合理的值，請主辦單位確認。 A sensible default, the organiser's to confirm.
"""


def _rule(zh: str, en: str, *more: str) -> tuple[str, ...]:
    line = f"# ── {zh} · {en} ".ljust(72, "─")
    return ("", "", line, *(f"# {sentence}" for sentence in more))


HEADINGS: dict[str, tuple[str, ...]] = {
    "milestones": _rule(
        "時程",
        "Milestones",
        "系統認得的代號：call_opens call_closes resubmission_closes eligibility_closes judging_opens judging_closes",
        "meeting results_published consultation_opens consultation_closes ceremony",
        "落在假日的日期，檢查時會提醒。 A date on a holiday is warned about.",
    ),
    "tracks": _rule(
        "徵件組別", "Tracks", "sign 是代表這一組的一個字。 sign is the one character that stands for the track."
    ),
    "education": _rule("教育類型", "Kinds of education"),
    "units": _rule(
        "徵件對象", "Eligible units", "單位是標籤，不是門檻：個人也可以投。 A unit is a label, never a gatekeeper."
    ),
    "self_checks": _rule("我適合投稿嗎", "Am I eligible?"),
    "rulings": _rule("資格的裁定", "Rulings on eligibility"),
    "cooling_off": _rule("得獎後的間隔", "Cooling off after a prize"),
    "limits": _rule("份量與檔案", "Limits"),
    "sheets": _rule(
        "題目",
        "Questions",
        "題型：short long number money date period choice choices table file picture video link person unit",
        "record consent。limit 算「字」。public = true 的題目，團隊同意後可以放進解方庫。",
        "limit counts 字; answers marked public may stand in the library when the team agrees.",
    ),
    "principles": _rule("我們怎麼評", "How we judge"),
    "rubrics": _rule(
        "評分表",
        "Rubrics",
        "weight 是百分比；anchors 寫出那個分數的樣子。",
        "weight is percent; anchors say what a score looks like.",
    ),
    "rounds": _rule("評審階段", "Rounds", "opens、closes 寫時程的代號。 opens and closes name milestones."),
    "jury": _rule("評審規則", "Rules of the jury"),
    "prizes": _rule("獎項", "Prizes", "among：從哪個獎項的得主裡選；opt_in：哪一題答了願意才參加。"),
    "award_rules": _rule("選拔規則", "Rules of the selection"),
    "certificates": _rule("證書文字", "Words of the certificates"),
    "notices": _rule(
        "個資告知",
        "Privacy notices",
        "個資法第 8 條六項。內容改了，version 就加一。 A changed notice gets the next version.",
    ),
    "consents": _rule("同意事項", "Consents", "每一項分開問，不綁在一起。 Each is asked separately."),
    "contacts": _rule(
        "聯絡", "Contacts", "fill_in = true：等主辦單位填上，網頁上不會顯示。 Waits for the organiser; not shown."
    ),
    "history": _rule("過去的屆次", "Earlier editions"),
}
