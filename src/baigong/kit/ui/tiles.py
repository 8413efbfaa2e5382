"""Twenty-two counties as tiles that stand where the counties stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from baigong.kit.taiwan.counties import COUNTIES, County

if TYPE_CHECKING:
    from collections.abc import Mapping

ROWS = (
    ("連江縣", "", "", "臺北市", "基隆市"),
    ("", "", "桃園市", "新北市", "宜蘭縣"),
    ("", "新竹市", "新竹縣", "", ""),
    ("金門縣", "苗栗縣", "臺中市", "", ""),
    ("", "彰化縣", "南投縣", "花蓮縣", ""),
    ("澎湖縣", "雲林縣", "嘉義市", "", ""),
    ("", "臺南市", "嘉義縣", "臺東縣", ""),
    ("", "高雄市", "屏東縣", "", ""),
)
TWINS = {"新竹市": "竹市", "新竹縣": "竹縣", "嘉義市": "嘉市", "嘉義縣": "嘉縣"}
TWINS_EN = {"新竹市": "Hsinchu C.", "嘉義市": "Chiayi C."}
BY_ZH: dict[str, County] = {county.name.zh: county for county in COUNTIES}
MANY = 0.6
SOME = 0.25


@dataclass(frozen=True, slots=True)
class Tile:
    """One county, or the sea where it has no name."""

    county: County | None = None
    count: int = 0
    shade: str = ""

    @property
    def short(self) -> str:
        """Two 字: the name without 縣 or 市, except where a city and a county share it."""
        zh = self.county.name.zh if self.county else ""
        return TWINS.get(zh, zh[:2])

    @property
    def short_en(self) -> str:
        if self.county is None:
            return ""
        name = self.county.name.en.removesuffix(" City").removesuffix(" County")
        return TWINS_EN.get(self.county.name.zh, name)


def tiles(counts: Mapping[str, int]) -> tuple[Tile, ...]:
    """Forty tiles, row by row; counts by name or code."""
    most = max(counts.values(), default=0)
    return tuple(_tile(name, counts=counts, most=most) for row in ROWS for name in row)


def _tile(name: str, *, counts: Mapping[str, int], most: int) -> Tile:
    if not name:
        return Tile()
    county = BY_ZH[name]
    count = counts.get(name, counts.get(county.code, 0))
    share = count / most if most else 0.0
    return Tile(county, count, "m3" if share >= MANY else "m2" if share >= SOME else "")
