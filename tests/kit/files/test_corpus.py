from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile

from baigong.kit.errors import BadInput
from baigong.kit.files import kinds
from baigong.kit.files.actions import check
from baigong.kit.text import safe_file_name
from tests.support import benign_files, hostile_files
from tests.support.proofs import Case


def verdict(name: str, data: bytes) -> str:
    """Empty where the file is taken, else the sentence."""
    try:
        check(ContentFile(data, name=name), name=safe_file_name(name), allowed=kinds.EVIDENCE)
    except BadInput as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize("trick", hostile_files.TRICKS)
def test_a_hostile_file_is_refused_with_a_sentence(trick: str) -> None:
    assert verdict(*hostile_files.TRICKS[trick]())


@pytest.mark.parametrize("kind", benign_files.MAKERS)
@pytest.mark.parametrize("seed", range(2))
def test_an_ordinary_file_is_taken(kind: str, seed: int) -> None:
    assert verdict(f"{benign_files.NAMES[seed]}.{kind}", benign_files.MAKERS[kind](seed)) == ""


@pytest.mark.proof(name="hostile-files", asked=330, small=4, seed=17)
def test_hostile_files_are_refused_at_any_size_and_name(cases: Iterator[Case]) -> None:
    """At least 300 of more than forty kinds: none is taken, none ends the process that asks."""
    tricks = list(hostile_files.TRICKS)
    for case in cases:
        name, data = hostile_files.TRICKS[tricks[case.number % len(tricks)]]()
        assert verdict(f"{case.rng.choice(benign_files.NAMES)}{name}", data), name


@pytest.mark.proof(name="benign-files", asked=315, small=4, seed=18)
def test_ordinary_files_are_taken_whatever_they_are_called(cases: Iterator[Case]) -> None:
    """At least 300 as people send them; every one is taken, which is more than the 99 of a hundred asked for."""
    kinds_of_file = list(benign_files.MAKERS)
    for case in cases:
        kind = kinds_of_file[case.number % len(kinds_of_file)]
        name = f"{case.rng.choice(benign_files.NAMES)}.{kind}"
        assert verdict(name, benign_files.MAKERS[kind](case.rng.randrange(1000))) == "", name
