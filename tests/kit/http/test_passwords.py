"""A password that leaked anywhere is refused, wherever in the file it stands."""

import hashlib
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from pytest_django import Settings

from baigong.config.checks import leaked_passwords_are_there
from baigong.kit.http.passwords import has_leaked


def digest(word: str) -> str:
    return hashlib.sha1(word.encode(), usedforsecurity=False).hexdigest().upper()


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """Three hundred digests in order, with counts of every length, as they are published."""
    path = tmp_path / "leaked"
    path.write_text(
        "".join(f"{one}:{10 ** (number % 7)}\r\n" for number, one in enumerate(sorted(map(digest, words()))))
    )
    return path


def words() -> list[str]:
    return [f"three-cups-of-tea-{number}" for number in range(300)]


def test_each_that_stands_in_the_file_is_found(known: Path) -> None:
    assert [word for word in words() if not has_leaked(word, known=known)] == []


def test_none_is_found_that_does_not_stand_in_it(known: Path) -> None:
    assert [n for n in range(300) if has_leaked(f"a-word-of-my-own-{n}", known=known)] == []


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_file_of_one_line_or_none(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "leaked"
    path.write_text("")
    assert not has_leaked("one", known=path)
    path.write_text(digest("one").lower() + ending)
    assert has_leaked("one", known=path)
    assert not has_leaked("two", known=path)


def test_it_is_refused_in_words(known: Path, settings: Settings) -> None:
    validate_password(words()[7])
    settings.LEAKED_PASSWORDS = str(known)
    with pytest.raises(ValidationError) as refused:
        validate_password(words()[7])
    assert [fault.code for fault in refused.value.error_list] == ["leaked"]


def test_a_file_that_is_not_there_is_told_at_the_start(tmp_path: Path, settings: Settings) -> None:
    assert leaked_passwords_are_there() == []
    settings.LEAKED_PASSWORDS = str(tmp_path / "nowhere")
    assert [fault.id for fault in leaked_passwords_are_there()] == ["baigong.E002"]
