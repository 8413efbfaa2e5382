"""字 are counted as Taiwan counts them, names stay names, digests do not depend on how the data were written."""

from __future__ import annotations

import json
import unicodedata

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from baigong.kit import text

HAN = st.text(st.sampled_from("技職力百工臺灣教育𠮷々〇ㄅかナ"), max_size=30)


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("", 0),
        ("技職力100", 4),
        ("用 PBL 教 3 班", 5),
        ("「說出看到的三件事」。", 8),
        ("ＡＢＣ，１２", 5),
        ("𠮷野家々ー〇", 6),
        ("👨‍👩‍👧‍👦", 1),
        ("👍🏽好", 2),
        ("🇹🇼🇯🇵", 2),
        ("1️⃣", 1),
        ("❤️", 1),
        ("e\u0301te\u0301", 1),
        ("\u202e技\u200b職", 2),
        ("**粗體**\n- 清單", 4),
        ("don't stop", 3),
        ("\ue000造字", 3),
    ],
)
def test_counts_zi(written: str, length: int) -> None:
    assert text.count_zi(written) == length


@given(HAN, HAN)
def test_ideographs_add_up(left: str, right: str) -> None:
    assert text.count_zi(left + "，" + right) == len(left) + len(right)


@given(st.text())
def test_composition_does_not_change_the_count(written: str) -> None:
    composed, apart = (unicodedata.normalize(form, written) for form in ("NFC", "NFD"))
    assert text.count_zi(composed) == text.count_zi(apart)


@given(st.text())
def test_space_around_does_not_count(written: str) -> None:
    assert text.count_zi(f" {written}\n") == text.count_zi(written)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(written: str) -> None:
    once = text.clean(written)
    assert text.clean(once) == once
    assert "\r" not in once
    assert "\n" not in text.clean_line(written)


def test_lone_surrogates_and_controls_go() -> None:
    assert text.clean("技\ud800職\u0000力\r\n百") == "技職力\n百"


@given(st.text())
def test_folding_is_settled(written: str) -> None:
    assert text.fold(f" {written}\u3000") == text.fold(written)


def test_folding_forgets_width_case_and_tai() -> None:
    assert text.fold("臺北 ＡＢＣ") == text.fold("台北  abc")


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"])))
def test_file_names_are_safe(written: str) -> None:
    name = text.safe_file_name(written)
    assert name
    assert len(name.encode()) <= 255
    assert not set(name) & set('/\\:*?"<>|\x00\n')
    assert not name.startswith((".", "-", " "))


@pytest.mark.parametrize(
    ("given_name", "safe"),
    [
        ("三件事觀察卡.pdf", "三件事觀察卡.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ("夜班:第一堂課.mp4", "夜班-第一堂課.mp4"),
        ("con.txt", "con_.txt"),
        ("exe\u202efdp.txt", "exefdp.txt"),
        ("", "檔案"),
        ("...", "檔案"),
    ],
)
def test_file_names_stay_recognisable(given_name: str, safe: str) -> None:
    assert text.safe_file_name(given_name) == safe


def test_long_file_names_keep_their_end() -> None:
    name = text.safe_file_name("技" * 300 + ".pdf")
    assert name.endswith("技.pdf")
    assert len(name.encode()) <= text.NAME_BYTES


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("ab技"), inner, max_size=4),
    max_leaves=10,
)


@given(JSON)
def test_digest_sees_the_data_not_the_writing(data: object) -> None:
    again = json.loads(json.dumps(data, indent=3, ensure_ascii=True))
    assert text.digest(again) == text.digest(data)
    assert json.loads(text.canonical_json(data)) == data


def test_digest_differs_when_one_word_differs() -> None:
    assert text.digest({"a": "百"}) != text.digest({"a": "佰"})
    assert text.digest({"b": 1, "a": 2}) == text.digest({"a": 2, "b": 1})


def test_bilingual_follows_the_reader() -> None:
    name = text.Bilingual("技職力100", "TOP 100 Skills")
    with translation.override("en"):
        assert str(name) == "TOP 100 Skills"
        assert str(text.Bilingual("只有中文")) == "只有中文"
    with translation.override("zh-hant"):
        assert f"{name}" == "技職力100"
    with translation.override(None):
        assert str(name) == "技職力100"


def test_bilingual_round_trips_through_json() -> None:
    name = text.Bilingual("百工", "Baigong")
    assert text.Bilingual.of(name.data()) == name
    assert not text.Bilingual.of(None)
