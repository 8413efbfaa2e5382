"""The file of an edition and its document are the same thing, and every fault is named with its line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baigong.domain.editions.document import Document, Faults, build, parse, render

EDITIONS = Path(__file__).parents[3] / "editions"
SECOND = (EDITIONS / "2026.toml").read_text(encoding="utf-8")

DAMAGE = st.sampled_from(
    [
        "",
        "{line}{line}",
        "{other}",
        "{line}\n{other}",
        "# {line}",
        '{line}"',
        "[[",
        "x = 1",
        "{line} = 3",
        "\ufeff{line}",
    ]
)


def read(text: str) -> Document:
    document = parse(text)
    assert isinstance(document, Document), document
    return document


def faults(text: str) -> Faults:
    found = parse(text)
    assert isinstance(found, Faults)
    return found


@pytest.mark.parametrize("path", sorted(EDITIONS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_file_is_as_the_house_would_write_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert render(read(text)) == text


def test_a_document_survives_a_json_column() -> None:
    edition = read(SECOND)
    assert build(json.loads(json.dumps(edition.data()))) == edition


def test_the_second_edition_holds_what_the_prospectus_says() -> None:
    edition = read(SECOND)
    assert [track.sign for track in edition.tracks] == list("探合競課")
    assert [(prize.key, prize.count, prize.per) for prize in edition.prizes] == [
        ("top100", 100, "edition"),
        ("top10", 10, "edition"),
        ("matching", 1, "track"),
    ]
    assert len(edition.education) == 3
    assert [len(group.kinds) for group in edition.units] == [2, 7, 3, 5]
    closes = edition.milestone("call_closes")
    assert closes is not None
    assert str(closes.at) == "2026-05-03 24:00"
    assert {criterion.name.zh for criterion in edition.rubrics[0].criteria} == {"可複製", "可擴大", "具影響力"}
    assert all(not contact.person and not contact.mailbox and not contact.phone for contact in edition.contacts)


def test_what_is_ours_to_confirm_is_marked() -> None:
    edition = read(SECOND)
    assert edition.limits.confirm
    assert edition.rubrics[0].confirm
    assert edition.prizes[1].confirm
    assert not edition.prizes[0].confirm


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ('sign = "探"', 'sign = "探索"', "tracks[1].sign", "太長"),
        ('at = "2026-05-03 24:00"', 'at = "2026-05-03 25:00"', "milestones[2].at", "2026-05-03 25:00"),
        ('name.en = "Call opens"\n', "", "milestones[1].name", "en"),
        ('shown = "month"', 'shown = "week"', "milestones[9].shown", "week"),
        ('rubric = "main"', 'rubric = "mian"', "rounds[1].rubric", "mian"),
        ("weight = 40\n", 'weight = "40"\n', "rubrics[1].criteria[1].weight", "整數"),
        ("members = 12\n", "memebrs = 12\n", "limits.memebrs", "memebrs"),
        ('key = "call_closes"', 'key = "Call Closes"', "milestones[2].key", "Call Closes"),
    ],
)
def test_a_fault_has_its_line_its_words_and_the_way_out(old: str, new: str, place: str, words: str) -> None:
    before, _, _ = SECOND.partition(old)
    fault = {fault.path: fault for fault in faults(SECOND.replace(old, new, 1)).faults}[place]
    assert words in fault.sentence.zh
    assert fault.way_out.zh
    assert fault.sentence.en
    assert fault.way_out.en
    assert fault.line == before.count("\n") + (1 if new else 0)


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("ordinal = 2\n", "", "ordinal", "ordinal"),
        ('key = "industry"', 'key = "explore"', "tracks", "explore"),
        ('sign = "合"\nname', 'sign = "探"\nname', "tracks", "探"),
        ('key = "call_closes"', 'key = "call_ends"', "milestones", "call_closes"),
        ('question = "copied"', 'question = "sign"', "sheets[1].sections[6].questions[5].when", "sign"),
        ("{ score = 10, text", "{ score = 11, text", "rubrics[1].criteria[1].anchors[4]", "11"),
        ('opt_in = "matching"', 'opt_in = "match"', "prizes[3].opt_in", "match"),
        ('among = "top100"\nopt_in', 'among = "matching"\nopt_in', "prizes[3].among", "matching"),
        ('ties = ["criterion:replicable"', 'ties = ["criterion:replicas"', "award_rules.ties", "replicas"),
        ("load = 36\n", 'load = 36\npairs = 8\naround = "matching"\n', "rounds[1].around", "每組"),
        ("step = 1\n", "step = 0\n", "rubrics[1].step", "量尺"),
        ("limit = 1\n", "limit = 0\n", "sheets[1].sections[6].questions[6].limit", "太小"),
    ],
)
def test_what_does_not_fit_together_is_named(old: str, new: str, place: str, words: str) -> None:
    found = {fault.path: fault for fault in faults(SECOND.replace(old, new, 1)).faults}
    assert words in found[place].sentence.zh


def test_the_choices_are_listed_without_a_word_of_the_other_language() -> None:
    (fault,) = faults(SECOND.replace('shown = "month"', 'shown = "week"', 1)).faults
    assert "'month'" in fault.way_out.zh
    assert " or " not in fault.way_out.zh


def test_a_near_name_is_offered() -> None:
    found = faults(SECOND.replace("members = 12", "memebrs = 12")).faults
    assert any("members" in fault.way_out.zh for fault in found)


def test_a_fault_in_an_element_of_a_list_stands_on_its_line() -> None:
    broken = SECOND.replace('name.en = "Public body', 'name.fr = "Public body', 1)
    (fault,) = faults(broken).faults
    assert fault.path == "units[4].kinds[4].name"
    assert broken.split("\n")[fault.line - 1].lstrip().startswith('{ key = "agency"')


def test_a_file_that_is_no_toml_names_the_line() -> None:
    broken = SECOND.replace('key = "2026"', 'key = "2026', 1)
    (fault,) = faults(broken).faults
    assert broken.split("\n")[fault.line - 1].startswith('key = "2026')


def test_a_file_that_ends_too_early_names_its_last_line() -> None:
    (fault,) = faults(SECOND[: SECOND.index("[[tracks]]")] + 'purpose = """\nnever closed\n').faults
    assert fault.line == SECOND[: SECOND.index("[[tracks]]")].count("\n") + 2


def test_a_file_in_another_encoding_names_the_first_line_that_cannot_be_read() -> None:
    found = parse('year = 2026\nname.zh = "技職力"\n'.encode("big5"))
    assert isinstance(found, Faults)
    (fault,) = found.faults
    assert fault.line == 2
    assert "UTF-8" in str(fault.way_out)


@pytest.mark.parametrize("text", ["", "\x00", "[[", "tracks = 3", "[tracks]\na=1", "技職力"])
def test_rubbish_is_answered_with_faults(text: str) -> None:
    assert faults(text).faults


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("count = 100\n", "count = 99999\n", "prizes[1].count"),
        ("year = 2026\n", "year = 115\n", "year"),
        ("weight = 40\n", "weight = nan\n", "rubrics[1].criteria[1].weight"),
        ("highest = 10\n", "highest = inf\n", "rubrics[1].highest"),
        ("highest = 1000000000\n", "highest = 99999999999999999999\n", "sheets[1].sections[4].questions[5].highest"),
        ('at = "2026-05-03 24:00"', 'at = "9999-12-31 24:00"', "milestones[2].at"),
        ('at = "2026-05-03 24:00"', "at = 2026-05-03T23:59:00", "milestones[2].at"),
        ('sign = "探"', 'sign = " "', "tracks[1].sign"),
        ("required = true\n", 'required = "true"\n', "sheets[1].sections[1].questions[1].required"),
        ('slogan.zh = "', 'slogan.zh = "' + "長" * 20_001, "slogan"),
    ],
)
def test_values_that_no_column_keeps_are_refused(old: str, new: str, place: str) -> None:
    assert place in {fault.path for fault in faults(SECOND.replace(old, new, 1)).faults}


def test_a_file_that_goes_too_deep_is_refused() -> None:
    assert faults("a = " + "[" * 5000).faults


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_answered_not_crashed_on(data: st.DataObject) -> None:
    lines = SECOND.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        lines[place] = data.draw(DAMAGE).format(line=lines[place], other=data.draw(st.sampled_from(lines)))
    text = "\n".join(lines)
    found = parse(text)
    if isinstance(found, Document):
        assert parse(render(found)) == found
    else:
        assert all(1 <= fault.line <= text.count("\n") + 1 for fault in found.faults)
        assert all(fault.sentence.zh and fault.way_out.en for fault in found.faults)
