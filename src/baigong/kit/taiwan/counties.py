"""The 22 counties and cities in their official order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from baigong.kit.text import Bilingual, fold

Level = Literal["municipality", "city", "county"]


@dataclass(frozen=True, slots=True)
class County:
    """One county or city: the Interior Ministry's code, its name and its level."""

    code: str
    name: Bilingual
    level: Level

    def __str__(self) -> str:
        return str(self.name)


def _county(code: str, zh: str, en: str, level: Level) -> County:
    return County(code, Bilingual(zh, en), level)


COUNTIES: tuple[County, ...] = (
    _county("63000", "臺北市", "Taipei City", "municipality"),
    _county("65000", "新北市", "New Taipei City", "municipality"),
    _county("68000", "桃園市", "Taoyuan City", "municipality"),
    _county("66000", "臺中市", "Taichung City", "municipality"),
    _county("67000", "臺南市", "Tainan City", "municipality"),
    _county("64000", "高雄市", "Kaohsiung City", "municipality"),
    _county("10017", "基隆市", "Keelung City", "city"),
    _county("10018", "新竹市", "Hsinchu City", "city"),
    _county("10020", "嘉義市", "Chiayi City", "city"),
    _county("10002", "宜蘭縣", "Yilan County", "county"),
    _county("10004", "新竹縣", "Hsinchu County", "county"),
    _county("10005", "苗栗縣", "Miaoli County", "county"),
    _county("10007", "彰化縣", "Changhua County", "county"),
    _county("10008", "南投縣", "Nantou County", "county"),
    _county("10009", "雲林縣", "Yunlin County", "county"),
    _county("10010", "嘉義縣", "Chiayi County", "county"),
    _county("10013", "屏東縣", "Pingtung County", "county"),
    _county("10014", "臺東縣", "Taitung County", "county"),
    _county("10015", "花蓮縣", "Hualien County", "county"),
    _county("10016", "澎湖縣", "Penghu County", "county"),
    _county("09020", "金門縣", "Kinmen County", "county"),
    _county("09007", "連江縣", "Lienchiang County", "county"),
)

BY_CODE: dict[str, County] = {county.code: county for county in COUNTIES}
BY_NAME: dict[str, County] = {fold(name): c for c in COUNTIES for name in (c.name.zh, c.name.en)}
KINDS = ("市", "縣", " city", " county")


def _short_names() -> dict[str, County]:
    """Names without city or county, as people write them; 新竹 and 嘉義 are two places each and none of these."""
    named = [
        (name.removesuffix(kind), county) for name, county in BY_NAME.items() for kind in KINDS if name.endswith(kind)
    ]
    often = Counter(name for name, _ in named)
    return {name: county for name, county in named if often[name] == 1}


BY_SHORT_NAME = _short_names()


def find_county(text: str) -> County | None:
    """By code or name in either language, short or whole; 台 and 臺 are the same."""
    name = fold(text)
    return BY_CODE.get(text.strip()) or BY_NAME.get(name) or BY_SHORT_NAME.get(name)


def county_of_address(address: str) -> County | None:
    """The county an address begins with, after a post code or a bracketed number."""
    bare = fold(address).lstrip("0123456789[]() ")
    return next((county for name, county in BY_NAME.items() if bare.startswith(name)), None)


def county_order(code: str) -> int:
    """Place in the official order; what is unknown comes last."""
    return next((place for place, county in enumerate(COUNTIES) if county.code == code), len(COUNTIES))
