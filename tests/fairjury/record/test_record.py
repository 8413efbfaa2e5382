"""A record says how a list came about, and anybody can compute it again."""

from __future__ import annotations

import random

import pytest

from fairjury import record
from fairjury.record import canonical, seal
from tests.fairjury.record import made


def test_a_record_holds() -> None:
    assert record.verify(made.raw()) == []
    assert record.verify(made.raw(), digest=made.fresh()["digest"]) == []


def test_it_names_the_winners_it_was_asked_for() -> None:
    found = made.fresh()
    assert len(found["awards"]["top"]) == 5
    assert set(found["awards"]["best"]) <= set(found["awards"]["top"])
    teams = {one["key"]: one["labels"]["team"] for one in found["entries"]}
    assert len({teams[key] for key in found["awards"]["top"]}) == 5
    assert {line["key"] for line in found["result"]["entries"] if "top" in line["prizes"]} == set(
        found["awards"]["top"]
    )


def test_the_order_in_which_things_are_handed_over_changes_nothing() -> None:
    given = made.inputs()
    for name in ("entries", "judges", "ballots"):
        random.Random(4).shuffle(given[name])
    assert record.encode(record.make(**given)) == made.raw()


def test_another_seed_is_another_record() -> None:
    assert record.make(**made.inputs() | {"seed": "other"})["digest"] != made.fresh()["digest"]


def test_another_digest_than_the_published_one_is_said() -> None:
    found = record.verify(made.raw(), digest="0" * 64)
    assert [one.where for one in found] == ["digest"]


def test_it_says_what_differs() -> None:
    """Somebody lifts an entry by a little and seals the record anew."""
    forged = made.fresh()
    line = forged["result"]["entries"][4]
    line["merit"] = round(line["merit"] + 0.000001, 6)
    found = record.verify(record.encode(seal.sealed(forged)))
    assert [one.where for one in found] == [f"result/entries/{line['key']}/merit"]
    assert str(line["merit"]) in found[0].en
    assert str(line["merit"]) in found[0].zh


def test_where_results_differ_it_says_with_which_versions_they_were_made() -> None:
    forged = made.fresh()
    forged["engine"]["version"] = "0.0.1"
    assert record.verify(record.encode(seal.sealed(forged))) == []
    forged["result"]["entries"][0]["merit"] = 4
    found = record.verify(record.encode(seal.sealed(forged)))
    assert [one.where.split("/")[0] for one in found] == ["engine", "result"]


def test_the_meeting_may_decide_otherwise_and_the_record_says_so() -> None:
    base = made.fresh()
    out, come = (
        base["awards"]["top"][0],
        next(one["key"] for one in base["entries"] if one["key"] not in base["awards"]["top"]),
    )
    changed = record.decided(base, [(out, [], "withdrew"), (come, ["top"], "next in line")])
    assert come in changed["awards"]["top"]
    assert out not in changed["awards"]["top"]
    assert "withdrew" not in record.encode(changed).decode()
    assert changed["decisions"][0]["reason"] in {seal.salted(base["salt"], why) for why in ("withdrew", "next in line")}
    assert record.verify(record.encode(changed)) == []
    assert record.decided(changed, []) == base


def test_a_decision_that_hides_what_the_engine_chose_is_said() -> None:
    base = made.fresh()
    changed = record.decided(base, [(base["awards"]["top"][0], [], "withdrew")])
    changed["decisions"][0]["before"] = []
    found = record.verify(record.encode(seal.sealed(changed)))
    assert any(one.where.startswith("decisions") for one in found)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"format":"fairjury-record/1"}', "\x00", "[" * 9000, "1e999"]
)
def test_what_is_no_record_is_a_difference_and_no_traceback(text: str) -> None:
    assert record.verify((text + "\n").encode()) != []


def test_one_form_of_every_number_and_word() -> None:
    assert canonical.encode({"b": [1.0, -0.0, 0.1234567, True, None], "a": "百"}) == (
        '{"a":"百","b":[1,0,0.123457,true,null]}\n'.encode()
    )
    with pytest.raises(ValueError, match="record"):
        canonical.encode(float("nan"))


@pytest.mark.parametrize(
    "other", ['{"a":1.0}\n', '{"a": 1}\n', '{"a":1}', '{"a":1,"a":1}\n', '{"\\u0061":1}\n', '{"a":1e0}\n']
)
def test_another_form_of_the_same_is_refused(other: str) -> None:
    assert canonical.decode(b'{"a":1}\n') == {"a": 1}
    with pytest.raises(canonical.NotCanonical):
        canonical.decode(other.encode())
