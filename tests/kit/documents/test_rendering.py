import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from pytest_django import Settings

from baigong.kit.apart.asking import Apart
from baigong.kit.documents import rendering
from baigong.kit.documents.checks import typefaces_found
from baigong.kit.documents.rendering import CharactersMissingError, Data, qr_svg, render_pdf
from baigong.kit.documents.typefaces import FontsMissingError
from baigong.kit.errors import TooBusy

AT = datetime(2026, 7, 24, 2, tzinfo=UTC)
HOSTILE = '"); #panic("x") $a$ <b> \\u{41} @ref /* */ `raw`'
UNKNOWN = "\U000323af"  # the last character of the newest CJK extension: no installed typeface has it


def certificate(**changes: object) -> Data:
    data: Data = {
        "edition": {"zh": "第二屆 技職力100", "en": "The 2nd TOP 100 Skills"},
        "prize": {"zh": "TOP 100", "en": "TOP 100"},
        "names": {"zh": ["王小明", "林𠮷祥"], "en": ["Wang Xiao-Ming"]},
        "units": ["海風高工"],
        "title": {"zh": "獲獎證書", "en": "Certificate of Award"},
        "body": {
            "zh": "茲證明王小明、林𠮷祥以「社區的修車廳」入選第二屆 技職力100 TOP 100。",
            "en": "This certifies …",
        },
        "signed_by": [{"zh": "評審團召集人", "en": "Chair of the jury"}],
        "issuer": {"zh": "籌備委員會", "en": "Committee"},
        "date": {"zh": "民國 115 年 7 月 24 日（五）", "en": "Fri 24 July 2026"},
        "code": "7K3M9-QWD2H",
        "qr": qr_svg("https://example.org/check/7K3M9QWD2H/"),
    }
    return {**data, **changes}


BLOCK = {"label": "為什麼？", "text": "因為。", "head": ["一", "二"], "rows": [["甲", "乙"]], "items": ["圖"]}
MINIMAL: dict[str, Data] = {
    "certificate": certificate(),
    "receipt": {
        "title": "解方",
        "received": "民國 115 年 5 月 3 日（日）23:59:41（臺北時間）",
        "rows": [["編號", "E-1"]],
        "digest": "ab" * 32,
        "key": "k" * 43,
        "signature": "s" * 86,
    },
    "portfolio": {
        "title": "解方",
        "sections": [{"heading": "問題", "answers": [{"question": "為什麼？", "text": "因為。\n\n所以。"}]}],
    },
    "prospectus": {"title": "技職力100", "edition": "第二屆", "tracks": [{"name": "探", "text": "說明"}]},
    "minutes": {
        "title": "決選會議",
        "present": ["甲"],
        "items": [{"heading": "案由", "text": "說明", "decision": "通過"}],
    },
    "thanks": {"title": "謝謝", "name": "王評審", "text": "讀得仔細。", "facts": [["讀過", "30 件"]]},
    "pack": {
        "title": "要讀的作品",
        "rubrics": [[{"name": "影響", "question": "？", "ends": "", "anchors": [["7", "三個班"]]}]],
        "entries": [
            {"code": "AB-CD", "title": "解方", "track": "探", "parts": [{"heading": "問題", "blocks": [BLOCK]}]}
        ],
        "sheets": [
            {
                "slip": "ABCD-EFGH",
                "code": "AB-CD",
                "qr": qr_svg("https://example.org/office/"),
                "scale": ["1"],
                "criteria": ["影響"],
            }
        ],
    },
}


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).replace(" ", "")


@pytest.mark.parametrize("language", ["zh-hant", "en"])
@pytest.mark.parametrize("name", MINIMAL)
def test_every_template_makes_a_tagged_archivable_document(name: str, language: str) -> None:
    pdf = render_pdf(name, MINIMAL[name], language=language, at=AT)
    catalogue = PdfReader(io.BytesIO(pdf)).root_object
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "StructTreeRoot" in str(list(catalogue))
    assert b"pdfaid:part" in bytes(catalogue["/Metadata"].get_object().get_data())


def test_a_rare_character_is_set_and_found_again() -> None:
    assert "林𠮷祥" in text_of(render_pdf("certificate", certificate(), language="zh-hant", at=AT))


def test_what_people_wrote_is_shown_and_never_run() -> None:
    body = {"zh": HOSTILE, "en": HOSTILE}
    shown = text_of(render_pdf("certificate", certificate(body=body), language="zh-hant", at=AT))
    assert '#panic("x")$a$' in shown.replace("\n", "")


def test_the_same_data_give_the_same_bytes() -> None:
    first, second = (render_pdf("certificate", certificate(), language="en", at=AT) for _ in range(2))
    assert first == second


def test_a_certificate_with_a_character_no_typeface_has_is_refused_by_name() -> None:
    with pytest.raises(CharactersMissingError, match=r"U\+323AF"):
        render_pdf("certificate", certificate(units=["某" + UNKNOWN]), language="zh-hant", at=AT)


def test_a_portfolio_with_such_a_character_shows_the_mark_for_it() -> None:
    data = {**MINIMAL["portfolio"], "title": f"解{UNKNOWN}方"}
    assert "解〓方" in text_of(render_pdf("portfolio", data, language="zh-hant", at=AT))


def test_marks_that_turn_text_around_are_left_out() -> None:
    data = {**MINIMAL["portfolio"], "title": "發票\u202egpj.exe"}
    assert "發票gpj.exe" in text_of(render_pdf("portfolio", data, language="zh-hant", at=AT))


def test_without_a_chinese_typeface_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("baigong.kit.documents.rendering.folders", list)
    with pytest.raises(FontsMissingError, match="FONT_DIRS"):
        render_pdf("thanks", MINIMAL["thanks"], language="zh-hant", at=AT)


def test_the_check_at_start_up_warns_where_no_chinese_typeface_is_installed(settings: Settings, tmp_path: Path) -> None:
    assert typefaces_found() == []
    settings.NODE_MODULES = tmp_path
    if not any(Path("/usr/share/fonts").rglob("NotoSerifCJK*")):
        assert [one.id for one in typefaces_found()] == ["documents.W001"]


def test_where_nobody_can_typeset_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_typesetter", Apart("baigong.kit.documents.nobody"))
    with pytest.raises(TooBusy, match=r"再試|try again"):
        render_pdf("receipt", MINIMAL["receipt"], language="zh-hant", at=AT)
