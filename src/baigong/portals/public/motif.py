"""The hundred cells of the home page: each a craft, together the character 百."""

from __future__ import annotations

from typing import Any

CRAFTS = (
    "車銑刨磨鉗鑄鍛焊沖鑽",
    "電機控測配修駕航輪軸",
    "煉釀染築砌繪圖樑瓦窯",
    "版印刻雕塑陶漆編織縫",
    "裁繡剪髮妝育護養牧耕",
    "種植林園茶菇蜂果炊烘",
    "焙廚調飲麵刀宴旅漁舟",
    "船釣網港潮商算帳譯語",
    "銷售店舞樂戲影音光鼓",
    "琴書畫尺規矩繩斧鋸你",
)
FIGURE = (
    "##########",
    "....##....",
    "....##....",
    ".########.",
    ".#......#.",
    ".#......#.",
    ".########.",
    ".#......#.",
    ".#......#.",
    ".########?",
)
STATES = {"#": "on", ".": "", "?": "hot"}


def cells() -> list[dict[str, Any]]:
    """For the component `grid100`: row by row, the last cell is the visitor's."""
    return [
        {"char": craft, "state": STATES[mark]}
        for crafts, marks in zip(CRAFTS, FIGURE, strict=True)
        for craft, mark in zip(crafts, marks, strict=True)
    ]
