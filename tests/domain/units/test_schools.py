"""The ministry's files with all their traps: marks, prefixes, lost zeros, letters in codes, other orders."""

from __future__ import annotations

import pytest

from baigong.domain.units.actions import find_or_add, merge_units, take_schools
from baigong.domain.units.models import Unit
from baigong.domain.units.schools import read
from baigong.kit.policy import SYSTEM

HIGH = """學年度,代碼,學校名稱,縣市名稱,地址,電話,網址,備註
109,313301,市立樣本高工,[31]臺北市,[105]臺北市松山區樣本路1號, (02)2345-6789 ,http://a.example,
109,351B09,私立範例進修,[35]台北市,[116]台北市文山區範例街2號,:02-1234,,
109,70301,國立試驗高職,[07]彰化縣,[500]彰化縣彰化市測試路3號,,,

109,ABC,壞掉的代碼,[31]臺北市,,,,
109,313302,,[31]臺北市,,,,
109,313303,沒有縣市,[99]火星縣,,,,
109,313301,又來一次,[31]臺北市,,,,
"""
COLLEGES = """代碼,學校名稱,縣市名稱,體系別
0001,國立樣本科技大學,30 臺北市,[2]技職
1,一碼大學,臺北市,[1]一般
"""


def test_a_list_of_schools_is_read_row_by_row() -> None:
    reading = read(("\ufeff" + HIGH).encode())
    assert [(s.code, s.name, s.county, s.district) for s in reading.schools] == [
        ("313301", "市立樣本高工", "臺北市", "松山區"),
        ("351B09", "私立範例進修", "臺北市", "文山區"),
        ("070301", "國立試驗高職", "彰化縣", "彰化市"),
    ]
    assert [fault.row for fault in reading.faults] == [6, 7, 8, 9]
    assert "313301" in (twice := reading.faults[-1].sentence)
    assert "2" in twice.replace("313301", ""), "the row that has the code first is named"


def test_big5_is_read_too() -> None:
    assert len(read(HIGH.encode("cp950")).schools) == 3


def test_another_order_of_columns() -> None:
    rows = ["學校名稱,縣市名稱,代碼", "某某國中,[38]高雄市,523501"]
    assert read("\n".join(rows).encode()).schools[0].code == "523501"


def test_the_system_says_what_a_college_is() -> None:
    reading = read(COLLEGES.replace("30 臺北市", "[30]臺北市").encode())
    assert [(s.code, s.level) for s in reading.schools] == [("0001", "技職")]
    assert [fault.row for fault in reading.faults] == [3]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00\x01\xff", b"a,b,c\n1,2,3\n", b"%PDF-1.4"])
def test_a_wrong_file_says_so(data: bytes) -> None:
    reading = read(data)
    assert reading.schools == ()
    assert len(reading.faults) == 1


def test_a_quotation_mark_that_swallows_the_rest_names_its_row() -> None:
    reading = read((HIGH + '109,"313304,' + "字" * 140_000).encode())
    assert reading.schools == ()
    assert [fault.row for fault in reading.faults] == [10]
    assert "131,072" in str(reading.faults[0])


@pytest.mark.django_db
def test_taking_over_adds_once_and_brings_up_to_date() -> None:
    schools = read(HIGH.encode()).schools
    first = take_schools(schools, kind="technical_high", by=SYSTEM)
    assert (first.added, first.changed, first.same) == (3, 0, 0)
    again = take_schools(read(HIGH.replace("市立樣本高工", "市立樣本科高").encode()).schools, kind="x", by=SYSTEM)
    assert (again.added, again.changed, again.same) == (0, 1, 2)
    renamed = Unit.objects.get(school_code="313301")
    assert (renamed.name, renamed.kind, renamed.is_listed) == ("市立樣本科高", "technical_high", True)


@pytest.mark.django_db
def test_two_rows_that_are_one_unit() -> None:
    known = find_or_add(kind="company", name="樣本精機", by=SYSTEM)
    typed = find_or_add(kind="company", name="樣本精機公司", by=SYSTEM)
    merge_units(typed, known, by=SYSTEM)
    assert find_or_add(kind="company", name="樣本精機公司", by=SYSTEM) == known
    assert list(Unit.objects.called("樣本")) == [known]
