"""All 22 counties are found however they are written."""

from __future__ import annotations

import pytest

from baigong.kit.taiwan.counties import COUNTIES, County, county_of_address, county_order, find_county


def test_there_are_22_in_official_order() -> None:
    assert [county.level for county in COUNTIES] == ["municipality"] * 6 + ["city"] * 3 + ["county"] * 13
    assert len({county.code for county in COUNTIES}) == 22
    assert [county_order(county.code) for county in COUNTIES] == list(range(22))
    assert county_order("00000") == 22


@pytest.mark.parametrize("county", COUNTIES, ids=lambda county: county.code)
def test_each_is_found_by_code_and_name(county: County) -> None:
    for written in (county.code, county.name.zh, county.name.zh.replace("臺", "台"), county.name.en.upper()):
        assert find_county(written) is county


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("[116]臺北市文山區", "臺北市"),
        ("803高雄市前鎮區", "高雄市"),
        ("台東縣台東市", "臺東縣"),
        ("嘉義縣民雄鄉", "嘉義縣"),
    ],
)
def test_addresses(address: str, name: str) -> None:
    found = county_of_address(address)
    assert found is not None
    assert found.name.zh == name


def test_what_is_no_county_is_none() -> None:
    assert find_county("東京都") is None
    assert county_of_address("") is None


@pytest.mark.parametrize(
    ("short", "name"), [("台南", "臺南市"), ("臺東", "臺東縣"), ("Kinmen", "金門縣"), ("TAIPEI", "臺北市")]
)
def test_a_short_name_is_enough(short: str, name: str) -> None:
    found = find_county(short)
    assert found is not None
    assert found.name.zh == name


@pytest.mark.parametrize("short", ["新竹", "嘉義", "Hsinchu", "市", ""])
def test_a_short_name_of_two_places_is_none(short: str) -> None:
    assert find_county(short) is None
