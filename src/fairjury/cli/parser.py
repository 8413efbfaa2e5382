"""Every verb and option of the command, with its help in Chinese and English."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from fairjury.version import __version__

from .speech import LANGUAGES, Pair

ABOUT = (
    "公平評審引擎：誰讀什麼、分數代表什麼、選出誰、有多確定。",
    "The fair jury: who reads what, what scores mean, who is chosen.",
)


@dataclass(frozen=True, slots=True)
class Option:
    """One option; a name without dashes is a plain argument."""

    name: str
    words: Pair
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb and its options; `room` is the module of this package that carries it out."""

    name: str
    room: str
    words: Pair
    options: tuple[Option, ...]


def _file(name: str, zh: str, en: str, *, must: bool = True) -> Option:
    more: dict[str, Any] = {"type": Path, "metavar": "FILE"}
    return Option(name, (zh, en), more if not name.startswith("-") else {**more, "required": must})


def _number(name: str, zh: str, en: str, *, default: float | None = None, whole: bool = True) -> Option:
    return Option(name, (zh, en), {"type": int if whole else float, "default": default, "metavar": "N"})


BALLOTS = _file("--ballots", "評分表：entry、judge、criterion、score", "scores: entry, judge, criterion, score")
RUBRIC = _file("--rubric", "評分項目：criterion、weight、low、high", "criteria: criterion, weight, low, high")
ENTRIES = _file(
    "--entries", "參賽案：entry、track 與其他標籤欄", "entries: entry, track and other label columns", must=False
)
JUDGES = _file("--judges", "評審：judge、track、region、most", "judges: judge, track, region, most", must=False)
KEYS = _file("--keys", "隨機代碼對照表；沒有就建立", "random keys; made when not there", must=False)
CONFLICTS = _file("--conflicts", "迴避：entry、judge", "conflicts of interest: entry, judge", must=False)
SEED = Option(
    "--seed",
    ("亂數種子（先公布雜湊）", "seed; publish its hash beforehand"),
    {"required": True},
)
RULES = _file("--rules", "獎項與名額規則", "prizes and quotas", must=False)
OUT = _file("--out", "結果寫到這個檔案", "write the result to this file")
MAY_OUT = _file("--out", "結果寫到這個檔案", "write the result to this file", must=False)
RECORD = _file("record", "決定紀錄", "the decision record")
JUDGE = Option("--judge", ("評審代碼", "a judge's key"), {"default": ""})
ENTRY = Option("--entry", ("參賽案代碼", "an entry's key"), {"default": ""})

VERBS = (
    Verb(
        "plan",
        "planning",
        ("徵件前：要幾次審閱、幾位評審、會錯幾個名額", "before the call: reads, judges and wrong places"),
        (
            Option("--entries", ("件數，或檔案", "a number, or a file"), {"required": True, "metavar": "N|FILE"}),
            Option("--judges", ("位數，或檔案", "a number, or a file"), {"required": True, "metavar": "N|FILE"}),
            Option("--prizes", ("各獎名額，主要的在前", "places of each prize, main first"), {"default": "100"}),
            _number("--hours-per-read", "讀一件要幾小時", "hours per read", default=0.5, whole=False),
            _number("--hours-each", "每位評審能給幾小時", "hours each judge can give", default=20.0, whole=False),
            Option(
                "--character",
                ("評審的樣子", "what the judges are like"),
                {"choices": ("trained", "panel", "untrained"), "default": "panel"},
            ),
            _number("--trials", "模擬幾次", "simulated awards", default=32),
            Option("--seed", ("亂數種子", "seed"), {"default": "plan"}),
            MAY_OUT,
        ),
    ),
    Verb(
        "assign",
        "assigning",
        ("分派：誰讀哪一件", "who reads what"),
        (
            _file("--entries", "參賽案：entry、track、reads", "entries: entry, track, reads"),
            _file("--judges", "評審：judge、track、region、most、least", "judges: judge, track, region, most, least"),
            _file("--pairs", "可能的配對與契合度：entry、judge、affinity", "pairs: entry, judge, affinity", must=False),
            CONFLICTS,
            _file("--fixed", "已經約定、不再變動的分派", "reads that are agreed and stay", must=False),
            Option("--gone", ("退出的評審，以逗號分開", "judges who left, separated by commas"), {"default": ""}),
            _number("--reads", "每件幾次審閱", "reads per entry", default=3),
            _number("--most", "每位評審最多幾件", "most reads of a judge"),
            _number("--least", "每位評審最少幾件", "fewest reads of a judge"),
            _number("--spread", "同一件最多幾位同一地區的評審", "most reads of an entry from one region"),
            _number("--efficiency", "評審之間可比較的程度", "how comparable judges must be", default=0.6, whole=False),
            _number("--chance", "評審拿到某一件的機率上限", "cap on the chance of any pair", default=1.0, whole=False),
            SEED,
            OUT,
        ),
    ),
    Verb(
        "calibrate",
        "calibrating",
        ("校正：分數代表什麼", "what the scores mean"),
        (BALLOTS, RUBRIC, ENTRIES, JUDGES, KEYS, SEED, MAY_OUT,
         _file("--judges-out", "評審的給分習慣寫到這個檔案", "write the judges' habits to this file", must=False)),
    ),
    Verb(
        "next-reads",
        "reading",
        ("加讀：接下來讀哪幾件最有用", "where the next reads help most"),
        (
            BALLOTS,
            RUBRIC,
            ENTRIES,
            JUDGES,
            KEYS,
            CONFLICTS,
            RULES,
            Option("--cuts", ("在第幾名分界，例如 100,10", "cuts, such as 100,10"), {"default": ""}),
            Option("--budget", ("加讀幾次", "reads of this wave"), {"type": int, "required": True, "metavar": "N"}),
            _number("--most", "每位評審最多幾件", "most reads of a judge"),
            SEED,
            OUT,
        ),
    ),
    Verb(
        "select",
        "selecting",
        ("選出得獎者，寫成決定紀錄", "choose the winners and write the decision record"),
        (
            BALLOTS,
            RUBRIC,
            _file("--entries", "參賽案：entry、track 與其他標籤欄", "entries: entry, track and other label columns"),
            JUDGES,
            KEYS,
            _file("--rules", "獎項與名額規則", "prizes and quotas"),
            SEED,
            OUT,
            Option("--sign", ("誰為審閱數不等負責、為何", "who accepts unequal reads, and why"), {"default": ""}),
            _file("--report", "另寫報告（.html 或 .pdf）", "also write a report (.html or .pdf)", must=False),
        ),
    ),
    Verb(
        "verify",
        "checking",
        ("重算整份紀錄，說出哪裡不同", "compute a record again and say what differs"),
        (RECORD, Option("--digest", ("公布的摘要", "the digest that was published"), {"default": ""})),
    ),
    Verb(
        "explain",
        "explaining",
        ("為什麼是這個結果", "why an entry or a judge stands where it stands"),
        (RECORD, ENTRY, JUDGE, KEYS),
    ),
    Verb("prove", "checking", ("只出示一位評審或一件的分數並證明", "show one judge or entry, and no more"),
         (RECORD, ENTRY, JUDGE, OUT)),
    Verb(
        "check-proof",
        "checking",
        ("查驗這樣的證明", "check such a proof"),
        (
            _file("proof", "證明", "the proof"),
            Option("--digest", ("公布的摘要", "the digest that was published"), {"required": True}),
        ),
    ),
    Verb(
        "report",
        "reporting",
        ("把紀錄寫成報告（.html 或 .pdf）；給 --keys 就寫名稱", "a report (.html or .pdf); --keys names people"),
        (RECORD, KEYS, OUT),
    ),
    Verb(
        "example",
        "example",
        ("寫出一個產生的範例年度", "write a generated example year"),
        (
            Option("folder", ("放在哪個資料夾", "the folder"), {"type": Path}),
            Option("--entries", ("件數", "entries"), {"type": int, "default": 120, "metavar": "N"}),
            Option("--judges", ("位數", "judges"), {"type": int, "default": 12, "metavar": "N"}),
            Option("--seed", ("亂數種子", "seed"), {"default": "example"}),
            _file("--score", "讓虛構的評審替這些分派評分", "have the invented judges score these reads", must=False),
        ),
    ),
)  # fmt: skip


class Parser(argparse.ArgumentParser):
    """Refuses wrong usage in the reader's language, with exit code 2."""

    language = "zh"

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}：用法不對：{message}\n" if self.language == "zh" else f"{self.prog}: {message}\n")


def build(language: str) -> argparse.ArgumentParser:
    """The command's parser in one language."""
    Parser.language = language
    at = LANGUAGES.index(language)
    parser = Parser(prog="fairjury", description=ABOUT[at])
    parser.add_argument("--version", action="version", version=f"fairjury {__version__}")
    _common(parser, at)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb in VERBS:
        own = verbs.add_parser(verb.name, help=verb.words[at], description=verb.words[at])
        own.set_defaults(room=verb.room)
        for option in verb.options:
            own.add_argument(option.name, help=option.words[at], **option.more)
        _common(own, at)
    return parser


def _common(parser: argparse.ArgumentParser, at: int) -> None:
    hidden = argparse.SUPPRESS
    words: Sequence[Pair] = (("語言", "language"), ("結果以 JSON 輸出", "print the result as JSON"))
    parser.add_argument("--lang", choices=LANGUAGES, default=hidden, help=words[0][at])
    parser.add_argument("--json", action="store_true", default=hidden, help=words[1][at])
