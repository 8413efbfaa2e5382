"""What the fields of an edition are called, for forms and for differences in words."""

from __future__ import annotations

from baigong.domain.editions.document.parts import Leaf, Part
from baigong.kit.text import Bilingual


def _table(rows: str) -> dict[str, Bilingual]:
    split = (line.split("|") for line in rows.strip().splitlines())
    return {name.strip(): Bilingual(zh.strip(), en.strip()) for name, zh, en in split}


FIELDS = _table("""
    key|代號|Key
    ordinal|屆次|Ordinal
    year|年度（西元）|Year
    programme|獎項名稱|Name of the award
    name|名稱|Name
    slogan|標語|Slogan
    promise|一句話介紹|In one sentence
    purpose|緣起與目的|Purpose
    invitation|今年的邀請|This year's invitation
    who|誰可以投|Who may enter
    sign|代表字|Sign
    text|說明|Text
    fits|適合誰|Fits
    kinds|單位類型|Kinds of units
    number|識別碼|Identified by
    at|時間|Time
    shown|怎麼顯示|Shown as
    public|公開|Public
    role|角色|Role
    organisation|單位|Organisation
    person|聯絡人|Person
    mailbox|信箱|Mailbox
    phone|電話|Telephone
    fill_in|等待填寫|To be filled in
    figures|數字|Figures
    voices|參與者的話|Voices
    partners|夥伴|Partners
    members|成員|Members
    count|數量|Count
    counts|數的是什麼|What is counted
    version|版本|Version
    controller|蒐集機關|Who collects
    categories|個資類別|Categories of data
    use|利用的期間、地區、對象及方式|Period, area, recipients and manner of use
    rights|你的權利|Your rights
    refusal|不提供的影響|If you do not provide them
    asks|問誰|Who is asked
    required|必填|Required
    withdrawable|可以撤回|May be withdrawn
    yes|答「是」時說|Said to a yes
    no|答「否」時說|Said to a no
    holds|目前的裁定|Ruling that holds
    answer|回答|Answer
    units|單位上限|Most units
    entries_per_lead|一人可投幾件|Entries a lead
    files|檔案數|Files
    file_mb|每個檔案 MB|MB a file
    entry_mb|每件總共 MB|MB an entry
    video_minutes|影片分鐘|Minutes of video
    file_types|收的檔案類型|Kinds of files taken
    judge_opens|評審一小時開啟幾件要通報|Entries a judge opens in an hour before directors are told
    staff_opens|承辦一小時開啟幾件要通報|Entries staff open in an hour before directors are told
    grace_minutes|上傳寬限分鐘|Minutes of grace
    resubmission_days|補正天數|Days to correct
    prizes|獎項|Prizes
    years|年數|Years
    scope|範圍|Scope
    per|怎麼算|Counted per
    chosen|怎麼選|Chosen by
    among|從誰之中選|Chosen among
    opt_in|願意參加的題目|Question that opts in
    tracks|組別|Tracks
    certificate|發證書|Has a certificate
    brings|得獎的人得到|What it brings
    prize|獎項|Prize
    by|依據|By
    of|哪一個|Of
    least|至少|At least
    most|至多|At most
    one_per_team|一隊一獎|One a team
    vacancy|可以從缺|May stay vacant
    alternates|備取|Alternates
    ties|同分時依序看|Ties, in order
    shares|名額下限與上限|Floors and caps
    floor_score|最低分|Floor score
    question_days|公布後幾天內可提疑義|Days to ask about a result
    answer_days|幾天內答覆|Days to answer
    title|標題|Title
    body|內文|Body
    signed_by|署名|Signed by
    score|分數|Score
    weight|權重|Weight
    bonus|加分|Bonus
    group|所屬群組|Group
    question|評審要問的|What a judge asks
    low|最低分的一端|Low end
    high|最高分的一端|High end
    anchors|各分數的樣子|Anchors
    lowest|最低|Lowest
    highest|最高|Highest
    step|間距|Step
    groups|群組|Groups
    criteria|評分項目|Criteria
    rubric|評分表|Rubric
    opens|開始|Opens
    closes|結束|Closes
    readers|誰來讀|Who reads
    by_track|分組讀|By track
    reads|每件幾人讀|Reads an entry
    load|每人最多幾件|Most entries a judge
    spread|兩人的總分差超過幾分就多請一人讀|A further reader where totals differ by more than
    passes|誰進下一階段|What passes on
    value|數值|Value
    blind|匿名|Anonymous
    others|看得到別人的分數|Sees others' scores
    chair|召集人看得到的數字|Numbers the chair sees
    meeting|開會|Meeting
    examples|試讀（不計分）|Examples, not counted
    pairs|兩兩比較幾件|Entries compared in pairs
    around|比哪個獎項的錄取線|Around the cut of
    words_least|評語至少幾字|Fewest 字 of words
    feedback|評語給投稿者|Words reach the entrant
    confidentiality|保密|Confidentiality
    integrity|利益迴避|No interest
    quorum|出席比例|Quorum
    gender_share|任一性別比例至少|Each gender at least
    names_after_results|公布後才列評審名單|Judges named after the results
    conflicts|迴避的理由|Reasons to step aside
    kind|題型|Kind
    help|提示|Help
    example|例子|Example
    limit|字數上限|Limit in 字
    measure|單位|Unit of measure
    at_most|最多幾個|At most
    when|什麼時候才問|Asked only when
    has|答了|Was answered
    identifies|可能認得出是誰|May identify the team
    speaks_to|對應的評分項目|Speaks to
    choices|選項|Choices
    columns|欄|Columns
    minutes|大約幾分鐘|About how many minutes
    sections|節|Sections
    questions|題目|Questions
    milestones|時程|Milestones
    education|教育類型|Kinds of education
    self_checks|我適合投稿嗎|Am I eligible?
    rulings|資格的裁定|Rulings
    cooling_off|得獎後的間隔|Cooling off
    limits|份量與檔案|Limits
    sheets|題目卷|Sheets
    principles|我們怎麼評|How we judge
    rubrics|評分表|Rubrics
    rounds|評審階段|Rounds
    jury|評審規則|Rules of the jury
    award_rules|選拔規則|Rules of the selection
    certificates|證書文字|Certificates
    notices|個資告知|Privacy notices
    consents|同意事項|Consents
    contacts|聯絡|Contacts
    history|過去的屆次|Earlier editions
    format|格式|Format
    confirm|待主辦單位確認|Ours to confirm
    note|備註|Note
""")

OWN = _table("""
    Document.units|徵件對象|Eligible units
    Limits.members|團隊人數上限|Most members
    Question.number|數字|Number
    Question.unit|單位|Unit
    Choice.text|選項文字|Words
    Question.text|題目|Question
    When.question|前面哪一題|Earlier question
    CoolingOff.scope|看誰的紀錄|Whose history counts
    Column.kind|型態|Kind
    Voice.text|說了什麼|What was said
    Member.name|名稱|Name
    SelfCheck.text|問題|Question
    Ruling.text|問題|Question
    Benefit.text|內容|What
    Anchor.text|這個分數的樣子|What it looks like
    ConflictKind.text|理由|Reason
    Round.lowest|最低|Lowest
    Notice.purpose|蒐集目的|Purpose
""")

CALLED_BY = ("name", "title", "role", "text", "key", "score")


def label(kind: type[Part | Leaf], field: str) -> Bilingual:
    """What a field of one kind of part is called."""
    return OWN.get(f"{kind.__name__}.{field}") or FIELDS.get(field) or Bilingual(field, field)


def called(piece: object) -> Bilingual:
    """What one part is called: its name, or what comes nearest."""
    for field in CALLED_BY:
        value = getattr(piece, field, None)
        if isinstance(value, Bilingual) and value:
            return value
        if value is not None and not isinstance(value, Bilingual):
            return Bilingual(str(value), str(value))
    return Bilingual("", "")
