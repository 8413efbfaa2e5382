"""A proof counts what it showed, goes on where it stopped, and is not ok before all is shown."""

import json
from pathlib import Path

import pytest

from tests.support import proofs


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs, "FOLDER", tmp_path)


def told(name: str) -> dict[str, object]:
    return json.loads((proofs.FOLDER / f"{name}.json").read_text())


def test_all_cases_held() -> None:
    drawn = [case.rng.random() for case in proofs.cases(proofs.Result(name="one", asked=3, seed=7))]
    assert len(set(drawn)) == 3
    assert (told("one")["got"], told("one")["ok"]) == (3, True)


def test_the_same_seed_draws_the_same() -> None:
    first, second = (
        [case.rng.random() for case in proofs.cases(proofs.Result(name="one", asked=3, seed=7), keep=False)]
        for _ in range(2)
    )
    assert first == second


def test_a_case_that_fails_does_not_count_and_is_met_again() -> None:
    result = proofs.Result(name="one", asked=5, seed=7)
    for case in proofs.cases(result):
        if case.number == 3:
            break
    assert (told("one")["got"], told("one")["ok"]) == (3, False)
    again = proofs.resumed(proofs.Result(name="one", asked=5, seed=7))
    assert [case.number for case in proofs.cases(again)] == [3, 4]
    assert told("one")["ok"] is True


def test_other_code_starts_anew() -> None:
    list(proofs.cases(proofs.Result(name="one", asked=2, seed=7, code="a")))
    assert proofs.resumed(proofs.Result(name="one", asked=2, seed=7, code="b")).got == 0


def test_the_limit_stops_it_before_it_is_ok() -> None:
    list(proofs.cases(result := proofs.Result(name="one", asked=2, seed=7), limit=0.0))
    assert (result.got, result.ok) == (0, False)
