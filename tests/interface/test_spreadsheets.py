"""A table that no spreadsheet runs, and a difference that says what changed."""

import pytest

from baigong.interface.differences import pieces
from baigong.interface.spreadsheets import CHUNK, lines, safe_cell


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+886 2", "'+886 2"),
        ("  =1+1", "'  =1+1"),
        ("＝1+1", "'＝1+1"),
        ("\n=1+1", "'\n=1+1"),
        ("-3", "-3"),
        ("-3+1", "'-3+1"),
        ("林示範", "林示範"),
        (None, ""),
        (7, "7"),
    ],
)
def test_no_cell_is_a_formula(value: object, shown: str) -> None:
    assert safe_cell(value) == shown


def test_quotes_and_lines_stay_in_their_cell() -> None:
    assert "".join(lines(["a"], [['他說「好」, "是"\n第二行']])) == '\ufeffa\r\n"他說「好」, ""是""\n第二行"\r\n'


def test_a_table_comes_in_pieces_and_every_cell_is_looked_at() -> None:
    rows = ([number, "林示範", "=1+1", None, " @SUM(A1)", "\u3000中文"] for number in range(CHUNK + 1))
    head, first, last = lines(["一", "二"], rows)
    assert head == "\ufeff一,二\r\n"
    assert first.count("\r\n") == CHUNK
    assert last == f"{CHUNK},林示範,'=1+1,,' @SUM(A1),\u3000中文\r\n"


def test_differences_go_by_character() -> None:
    found = [(piece.kind, piece.text) for piece in pieces("每週三晚上上課", "每週五晚上上課兩小時")]
    assert found == [("same", "每週"), ("gone", "三"), ("new", "五"), ("same", "晚上上課"), ("new", "兩小時")]


def test_a_word_in_latin_letters_is_one_piece() -> None:
    assert [piece.text for piece in pieces("PBL 課程", "STEM 課程")] == ["PBL", "STEM", " 課程"]
