"""Draws the pictures of the pages on fair judging from their measured numbers, in Chinese and English."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from html import escape
from math import cos, pi, sin
from pathlib import Path
from typing import Any

NUMBERS = Path(__file__).parent / "explanation" / "fair-judging.json"
LANGUAGES = ("zh", "en")
KINDS = {
    "trained": ("受過訓練的評審", "trained judges"),
    "panel": ("一般專家評審", "a usual panel of experts"),
    "base": ("混雜，有三位不可靠", "mixed, three of no use"),
    "crowd": ("沒有訓練的評審", "untrained judges"),
}
WAYS = {"mean": ("直接平均", "plain mean"), "calibrated": ("校正", "calibrated"), "ceiling": ("極限", "ceiling")}
WORDS = {
    "numbers": ("看數字", "The numbers"),
    "judges": ("評審", "judges"),
    "true": ("真正的嚴寬", "true severity"),
    "seen": ("量出來的", "measured"),
    "said": ("說的機率", "chance given"),
    "was": ("真的選對", "truly among the best"),
    "of": ("件數", "entries"),
    "reads": ("審閱次數", "reads"),
    "wrong": ("給錯的名額", "wrong places"),
    "even": ("每件 {first} 次", "{first} each"),
    "more": ("每件 {first} 次，再加 1 次在邊緣", "{first} each, one more at the border"),
    "topics": ("只看專長", "topics only"),
    "joined": ("也要能比較", "comparable too"),
    "efficiency": ("可比較程度", "comparability"),
    "shared": ("兩組評審都選的", "chosen by both juries"),
    "design": ("怎麼分派", "who reads what"),
    "fit": ("保留的專長契合", "fit of topics kept"),
    "found": ("一百個名額裡選對幾個：空心是直接平均，實心是校正，直線是極限。",
              "Places right of a hundred: hollow the plain mean, filled the calibrated score, upright the ceiling."),
    "habits": ("三十位評審的嚴寬：空心是真的，實心是量出來的。左嚴右寬，單位是分。",
               "Severity of thirty judges in points: hollow the truth, filled what was measured; severe to the left."),
    "kept": ("說的機率與真的選對的比例。點在斜線上，就是說到做到。",
             "The chance given against the share truly among the best. Dots on the diagonal: the word was kept."),
    "twins": ("同樣的參賽案給兩組評審各評一次，兩邊都選上的有幾件。一格是一件。",
              "Two juries judge the same entries: how many of the hundred both choose. A cell is an entry."),
    "designs": ("二十四位評審，線是共讀的參賽案，越粗越多。左邊只照專長分派，右邊多留了比較的線。",
                "Twenty-four judges, a line where two read the same entries: by topic alone, and to be compared."),
    "spent": ("五百件、四十位評審、一百個名額：平均給錯幾個。",
              "500 entries, 40 judges, 100 places: how many go wrong on average."),
}  # fmt: skip

Marks = Iterable[str]
Rows = Sequence[Sequence[str]]


class Hand:
    """Draws in one language."""

    def __init__(self, numbers: dict[str, Any], language: str) -> None:
        self.numbers, self.at = numbers, LANGUAGES.index(language)

    def say(self, key: str, **values: object) -> str:
        return WORDS[key][self.at].format(**values)

    def figure(self, key: str, size: tuple[int, int], marks: Marks, head: Sequence[str], rows: Rows) -> str:
        """A picture with its finding below and its numbers one click away."""
        told = escape(self.say(key))
        box = f'viewBox="0 0 {size[0]} {size[1]}"'
        kind = "drawn wide" if size[0] > 500 else "drawn"
        picture = f'<svg class="{kind}" {box} role="img" aria-label="{told}">{"".join(marks)}</svg>'
        cells = "".join(f"<th>{escape(word)}</th>" for word in head)
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        table = f'<table class="docutils"><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>'
        more = f"<details><summary>{escape(self.say('numbers'))}</summary>{table}</details>"
        return f"<figure>{picture}<figcaption>{told}</figcaption></figure>\n{more}\n"

    def found(self) -> str:
        made = {kind: self.numbers[kind]["found"] for kind in KINDS}
        marks: list[str] = list(axis(30, 100, 10, top=20 + 44 * len(made)))
        rows = []
        for row, (kind, ways) in enumerate(made.items()):
            y = 34 + 44 * row
            marks += [
                text(0, y - 8, KINDS[kind][self.at]),
                line(across(30, 30, 100), y, across(100, 30, 100), y, "faint"),
            ]
            ceiling = across(ways["ceiling"], 30, 100)
            marks += [line(ceiling, y - 9, ceiling, y + 9, "upright"), dot(across(ways["mean"], 30, 100), y, "hollow")]
            marks.append(dot(across(ways["calibrated"], 30, 100), y, "filled"))
            rows.append([KINDS[kind][self.at], *(f"{ways[way]:.1f}" for way in WAYS)])
        head = [self.say("judges"), *(words[self.at] for words in WAYS.values())]
        return self.figure("found", (640, 40 + 44 * len(made)), marks, head, rows)

    def habits(self) -> str:
        judges = self.numbers["panel"]["habits"]["judges"]
        reach = max(abs(value) for one in judges for value in one.values()) * 1.05
        marks = [*axis(-reach, reach, 0.5, top=12 + 9 * len(judges)), line(320, 4, 320, 8 + 9 * len(judges), "upright")]
        for row, one in enumerate(judges):
            y, a, b = 10 + 9 * row, across(one["true"], -reach, reach), across(one["seen"], -reach, reach)
            marks += [line(a, y, b, y, "faint"), dot(a, y, "hollow", 3.5), dot(b, y, "filled", 3.5)]
        rows = [[f"{one['true']:+.2f}", f"{one['seen']:+.2f}"] for one in judges]
        return self.figure("habits", (640, 34 + 9 * len(judges)), marks, [self.say("true"), self.say("seen")], rows)

    def kept(self) -> str:
        marks = [line(40, 320, 340, 20, "faint"), line(40, 320, 340, 320, "edge"), line(40, 320, 40, 20, "edge")]
        for share in (0, 50, 100):
            marks += [text(40 + 3 * share, 338, f"{share}%", "middle"), text(34, 324 - 3 * share, f"{share}%", "end")]
        marks += [text(190, 356, self.say("said"), "middle"), text(44, 14, self.say("was"))]
        kept = chances(self.numbers)
        marks += [dot(40 + 300 * one["said"], 320 - 300 * one["was"], "filled", 5) for one in kept]
        rows = [[f"{one['said']:.0%}", f"{one['was']:.0%}", f"{one['of']:,}"] for one in kept]
        return self.figure("kept", (360, 362), marks, [self.say("said"), self.say("was"), self.say("of")], rows)

    def twins(self) -> str:
        marks, rows = [], []
        for column, way in enumerate(("mean", "calibrated")):
            count = round(self.numbers["twins"][way])
            marks.append(text(250 * column, 14, f"{WAYS[way][self.at]} {count}"))
            for cell in range(100):
                x, y = 250 * column + 20 * (cell % 10), 26 + 20 * (cell // 10)
                kind = "cell" if cell < count else "empty"
                marks.append(f'<rect class="{kind}" x="{x}" y="{y}" width="18" height="18"/>')
            rows.append([WAYS[way][self.at], f"{self.numbers['twins'][way]:.1f}"])
        return self.figure("twins", (450, 228), marks, ["", self.say("shared")], rows)

    def designs(self) -> str:
        marks, rows = [], []
        for column, name in enumerate(("topics", "joined")):
            made = self.numbers["designs"][name]
            marks.append(text(320 * column + 150, 14, self.say(name), "middle"))
            marks += ring(made, 320 * column)
            rows.append([self.say(name), f"{made['efficiency']:.2f}", f"{made['kept']:.1f} %"])
        head = [self.say("design"), self.say("efficiency"), self.say("fit")]
        return self.figure("designs", (640, 330), marks, head, rows)

    def spent(self) -> str:
        ways = sorted(self.numbers["spent"], key=lambda way: (way["reads"], -way["wrong"]))
        most, marks, rows = max(way["wrong"] for way in ways), [], []
        for row, way in enumerate(ways):
            name = self.say("even" if way["first"] == way["reads"] else "more", first=way["first"])
            y, wide = 40 * row, 560 * way["wrong"] / most
            marks += [text(0, y + 14, name), f'<rect class="cell" x="0" y="{y + 20}" width="{wide:.0f}" height="12"/>']
            marks.append(text(wide + 8, y + 31, f"{way['wrong']:.0f}"))
            rows.append([name, str(way["reads"]), f"{way['wrong']:.1f} ± {way['error']:.1f}"])
        head = ["", self.say("reads"), self.say("wrong")]
        return self.figure("spent", (620, 40 * len(ways)), marks, head, rows)


def across(value: float, low: float, high: float) -> float:
    return 10 + 620 * (value - low) / (high - low)


def axis(low: float, high: float, step: float, *, top: int) -> Marks:
    """Numbers under a stretch."""
    first = -int(-low // step) if low >= 0 else int(low / step)
    for at in range(first, int(high / step) + 1):
        yield text(across(at * step, low, high), top + 14, f"{at * step:g}".replace("-", "−"), "middle")


def ring(made: dict[str, Any], left: int) -> Marks:
    """Judges in a circle, those of a topic beside each other."""
    order = sorted(range(len(made["home"])), key=lambda judge: made["home"][judge])
    turn = {judge: 2 * pi * place / len(order) for place, judge in enumerate(order)}
    where = {judge: (left + 150 + 130 * sin(angle), 175 - 130 * cos(angle)) for judge, angle in turn.items()}
    most = max(count for _, _, count in made["lines"])
    for a, b, count in made["lines"]:
        (x1, y1), (x2, y2) = where[a], where[b]
        yield (
            f'<line class="join" x1="{x1:.0f}" y1="{y1:.0f}" x2="{x2:.0f}" y2="{y2:.0f}" '
            f'stroke-width="{0.4 + 3 * count / most:.1f}"/>'
        )
    yield from (dot(x, y, "filled", 5) for x, y in where.values())


def dot(x: float, y: float, kind: str, radius: float = 6) -> str:
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def text(x: float, y: float, words: str, side: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{side}">{escape(words)}</text>'


def chances(numbers: dict[str, Any]) -> list[dict[str, float]]:
    """Per tenth of the chances given, over all kinds of juries: the mean of them, and the share that came true."""
    bins = zip(*(numbers[kind]["kept"] for kind in KINDS), strict=True)
    sums = [[sum(part[at] for part in one) for at in range(3)] for one in bins]
    return [{"said": said / of, "was": was / of, "of": int(of)} for said, was, of in sums if of]


PICTURES = ("found", "habits", "kept", "twins", "designs", "spent")


def measured() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(NUMBERS.read_text(encoding="utf-8"))
    return loaded


def write(folder: Path) -> None:
    """One file per picture and language."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = measured()
    for language in LANGUAGES:
        hand = Hand(numbers, language)
        for name in PICTURES:
            (folder / f"{name}.{language}.html").write_text(getattr(hand, name)(), encoding="utf-8")


def words() -> dict[str, str]:
    """The numbers the pages name in their sentences."""
    made = measured()
    ways = {(way["first"], way["reads"]): f"{way['wrong']:.0f}" for way in made["spent"]}
    out = {f"{kind}_{way}": f"{value:.0f}" for kind in KINDS for way, value in made[kind]["found"].items()}
    out |= {f"fields_{way}": f"{value:.0f}" for way, value in made["fields"].items()}
    out |= {f"twins_{way}": f"{value:.0f}" for way, value in made["twins"].items()}
    out |= {f"friend_{way}": f"{value:.0f}" for way, value in made["base"]["friends"].items()}
    out |= {f"{name}_efficiency": f"{part['efficiency']:.2f}" for name, part in made["designs"].items()}
    out |= {f"wrong_{first}_{reads}": wrong for (first, reads), wrong in ways.items()}
    habits = made["panel"]["habits"]
    cost = made["designs"]["topics"]["kept"] - made["designs"]["joined"]["kept"]
    return out | {
        "span": f"{habits['span']:.1f}",
        "habit_error": f"{habits['error']:.2f}",
        "fit_cost": f"{cost:.1f}",
        "rounds": str(made["rounds"]),
    }
