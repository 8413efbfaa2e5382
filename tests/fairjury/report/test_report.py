"""The report tells all of a record, in both languages, on a page that needs nothing from elsewhere."""

from __future__ import annotations

import io
import re
import string
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright

from fairjury import record, report
from fairjury.report import Facts, Names, NoPress, marks
from fairjury.report.paper import typefaces
from fairjury.report.words import LANGUAGES, points, share, words
from fairjury.simulate import simulate
from tests.fairjury.rounds import SMALL
from tests.support import axe, browser

VOID = {"meta", "rect", "line", "circle", "path"}


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    ballots = simulate(SMALL, seed=3).ballots()
    rows = zip(ballots.entry.tolist(), ballots.judge.tolist(), ballots.scores.tolist(), strict=True)
    tracks = dict(zip(ballots.entries, ballots.tracks, strict=True))
    first = {key for key, track in tracks.items() if track == "T1"}
    prize = {"within": "", "bar": 0, "among": None, "quotas": []}
    found = record.make(
        rubric=ballots.rubric.as_json(),
        entries=[{"key": key, "track": track, "labels": {}} for key, track in tracks.items()],
        judges=list(ballots.judges),
        ballots=[[ballots.entries[e], ballots.judges[q], scores] for e, q, scores in rows],
        rules={
            "prizes": [
                {**prize, "name": "前二十", "of": "top", "count": 20},
                {**prize, "name": "前四", "of": "four", "count": 4, "within": "前二十"},
                {**prize, "name": "T1", "of": "t1", "count": 1, "among": sorted(first)},
            ],
            "team": "",
            "floor_score": None,
            "vacancy": False,
            "signed": "the director: no judge was left",
        },
        seed="seed",
        salt="ab" * 32,
    )  # fmt: skip
    last = max(found["result"]["entries"], key=lambda line: line["rank"])
    return record.decided(found, [(last["key"], ["top"], "a reason")])


class Reader(HTMLParser):
    """Sees that every tag is closed, and gathers words, tags and attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.rows: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag == "tr":
            self.rows.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "tr" in self.open:
            self.rows[-1] += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_whole_and_needs_nothing_from_elsewhere(made: dict[str, Any], language: str) -> None:
    page = report.page(made, language=language)
    seen = read(page)
    assert "script" not in seen.tags
    assert {"html", "main", "table", "svg", "style"} <= set(seen.tags)
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name in {"src", "style"}]
    assert all(str(value).startswith("#") for name, value in seen.attributes if name == "href")
    assert not re.search(r"https?:|url\(|@import", page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_and_judge_is_told_with_its_reason(made: dict[str, Any], language: str) -> None:
    told = "\n".join(read(report.page(made, language=language)).rows)
    for line in made["result"]["entries"]:
        assert re.search(f"{line['key']}.*{re.escape(line['reason'][language])}", told, re.IGNORECASE), line["key"]
    for line in made["result"]["judges"]:
        assert all(remark[language].lower() in told.lower() for remark in line["remarks"])
        assert line["key"] in told


def test_what_the_meeting_decided_is_marked_and_its_reason_is_not_told(made: dict[str, Any]) -> None:
    page = report.page(made, language="zh")
    ((entry, fingerprint),) = ((row["entry"], row["reason"]) for row in made["decisions"])
    (line,) = (row for row in read(page).rows if entry in row and "會議決定" in row)
    assert "前二十" in line
    assert fingerprint[:16] in page
    assert "a reason" not in page


def test_keys_stand_alone_until_names_are_given_and_names_cannot_break_out(made: dict[str, Any]) -> None:
    entry, judge = made["entries"][0]["key"], made["judges"][0]
    names = Names({entry: "<script>阿里山</script>"}, {judge: "王 & 李"}, {"前四": "四大"})
    plain, named = (report.page(made, language="zh", names=one) for one in (Names(), names))
    assert "看不出是誰" in plain
    assert "請勿外傳" in named
    assert "script" not in read(named).tags
    assert "&lt;script&gt;阿里山" in named
    assert "王 &amp; 李" in named
    assert f">{entry}<" not in named
    assert "四大" in named


def test_both_languages_say_the_same_things_with_the_same_blanks() -> None:
    def blanks(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    zh, en = words("zh"), words("en")
    assert zh.keys() == en.keys()
    assert {key: blanks(text) for key, text in zh.items()} == {key: blanks(text) for key, text in en.items()}
    assert not any(re.search("[\u4e00-\u9fff]", text) for text in en.values())


def test_who_signed_for_unequal_reads_is_named(made: dict[str, Any]) -> None:
    assert "the director: no judge was left" in report.page(made, language="en")
    unsigned = {**made, "rules": {**made["rules"], "signed": None}}
    assert words("en")["signed"] not in report.page(unsigned, language="en")


@pytest.mark.parametrize("missing", ["typst", "typeface"])
def test_where_there_is_no_press_it_says_what_is_missing(missing: str) -> None:
    refusal = NoPress(missing)
    assert ".html" in refusal.zh
    assert missing in refusal.en


def test_zones_count_the_field_once(made: dict[str, Any]) -> None:
    for zone in Facts(made).zones():
        field = made["rules"]["prizes"][[p["name"] for p in made["rules"]["prizes"]].index(zone.prize)]["among"]
        assert zone.safe_in + zone.open + zone.safe_out == (80 if field is None else len(field))


def test_who_shares_entries_is_counted_from_the_ballots(made: dict[str, Any]) -> None:
    facts = Facts(made)
    read_by: dict[str, set[str]] = {}
    for entry, judge, _ in made["ballots"]:
        read_by.setdefault(judge, set()).add(entry)
    for (a, b), count in facts.shared.items():
        assert count == len(read_by[a] & read_by[b])
    assert sum(map(sum, facts.histograms.values())) == pytest.approx(len(facts.judges))
    drawn = marks.ring(facts)
    assert len(drawn.dots) == len(facts.judges)
    assert all(0 < value < 1 for dot in drawn.dots for value in dot)


@given(low=st.floats(-1e6, 1e6), wide=st.floats(0, 1e6), value=st.floats(-1e7, 1e7))
def test_every_mark_stays_on_its_strip(low: float, wide: float, value: float) -> None:
    assert 0 <= marks.Axis(low, low + wide).at(value) <= 1


def test_numbers_are_written_as_people_read_them() -> None:
    assert [share(p) for p in (0.0, 0.001, 0.5, 0.999, 1.0)] == ["0%", "<1%", "50%", ">99%", "100%"]
    assert [points(None), points(-1.5), points(0.25, sign=True)] == ["—", "−1.50", "+0.25"]


def test_a_large_award_tells_who_won_or_is_in_doubt(made: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fairjury.report.facts.MOST", 10)
    told = {line["key"] for line in Facts(made).told()}
    won = {key for keys in made["awards"].values() for key in keys}
    assert won <= told
    assert len(told) < 80


def chinese_typeface() -> bool:
    try:
        return bool(typefaces())
    except NoPress:
        return False


@pytest.mark.skipif(not chinese_typeface(), reason="no Chinese typeface on this machine")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_says_the_same_and_can_be_read_aloud(made: dict[str, Any], language: str, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    report.write(made, path, language=language)
    pages = pypdf.PdfReader(io.BytesIO(path.read_bytes()))
    told = re.sub(r"\s", "", "".join(page.extract_text() for page in pages.pages))
    for key in ("zones", "severity", "scale", "graph", "entries", "how"):
        assert re.sub(r"\s", "", words(language)[key]) in told
    assert made["digest"] in told
    root: Any = pages.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith(language)
    assert report.pdf(made, language=language) == path.read_bytes()


@pytest.mark.browser
def test_the_page_holds_in_a_browser_narrow_and_wide_light_and_dark(made: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    report.write(made, path, language="zh")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=browser.chromium(), args=list(browser.QUIET))
        for width, scheme in ((320, "dark"), (1280, "light")):
            page = opened.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
            page.set_default_timeout(browser.PATIENCE)
            said: list[str] = []
            page.on("console", lambda message, said=said: said.append(message.text))
            page.goto(path.as_uri())
            axe.look(page, name=f"report at {width} px")
            assert said == []
        opened.close()
