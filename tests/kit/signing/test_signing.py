import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from baigong.kit.signing import keys
from baigong.kit.signing.statements import NotGenuineError, Signed, sign, verify

STATEMENT = {
    "type": "receipt",
    "entry": "E-1",
    "title": "社區的修車廳",
    "version": 37,
    "at": "2026-05-03T23:59:41+08:00",
}


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA = tmp_path
    settings.SIGNING_KEY = ""
    return tmp_path


def test_what_we_signed_is_genuine_and_survives_its_file() -> None:
    assert verify(Signed.parse(sign(STATEMENT).as_file())) == STATEMENT


@given(place=st.integers(0), flip=st.integers(1, 255))
def test_one_changed_byte_is_found(place: int, flip: int) -> None:
    changed = bytearray(sign(STATEMENT).as_file().encode())
    changed[place % len(changed)] ^= flip
    try:
        payload = verify(Signed.parse(bytes(changed)))
    except NotGenuineError:
        return
    assert payload == STATEMENT  # only white space or a way of writing changed


@pytest.mark.parametrize(
    "change",
    [{"payload": {**STATEMENT, "version": 38}}, {"key": "x" * 43}, {"signature": "A" * 86}, {"algorithm": "none"}],
)
def test_a_change_in_any_part_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(NotGenuineError):
        verify(Signed(**{**sign(STATEMENT).data(), **change}))


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", "null", '{"payload": 1}', b"\xff", '{"payload":{},"key":[],"signature":1}']
)
def test_any_other_file_is_refused(text: str | bytes) -> None:
    with pytest.raises(NotGenuineError):
        verify(Signed.parse(text))


def test_the_key_is_made_once_and_only_its_owner_may_read_it(data_folder: Path) -> None:
    first = sign(STATEMENT).key
    assert sign(STATEMENT).key == first
    assert stat.S_IMODE((data_folder / "signing" / "current.key").stat().st_mode) == 0o600
    assert [one.name for one in (data_folder / "signing").iterdir()] == ["current.key"]


def test_after_a_rotation_old_statements_stay_genuine_and_new_ones_carry_the_new_key() -> None:
    old = sign(STATEMENT)
    keys.rotate()
    new = sign(STATEMENT)
    assert new.key != old.key
    assert verify(old) == verify(new) == STATEMENT
    assert [one["kid"] for one in keys.published()["keys"]] == [new.key, old.key]


def test_a_key_from_the_settings_is_used_and_a_bad_one_named(settings: Settings, data_folder: Path) -> None:
    settings.SIGNING_KEY = keys.encode(bytes(range(32)))
    assert verify(sign(STATEMENT)) == STATEMENT
    assert not (data_folder / "signing").exists()
    settings.SIGNING_KEY = "short"
    with pytest.raises(keys.SigningKeyError, match="SIGNING_KEY must be 32 bytes"):
        sign(STATEMENT)


def test_a_statement_without_a_type_is_not_signed() -> None:
    with pytest.raises(ValueError, match="type"):
        sign({"entry": "E-1"})


def test_the_command_verifies_with_saved_keys_alone(
    data_folder: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt, saved = data_folder / "receipt.json", data_folder / "keys.json"
    receipt.write_text(sign(STATEMENT).as_file())
    saved.write_text(json.dumps(keys.published()))
    settings.DATA = data_folder / "elsewhere"
    call_command("verify_receipt", str(receipt), keys=saved, json=True)
    assert json.loads(capsys.readouterr().out) == STATEMENT
    receipt.write_text(receipt.read_text().replace("37", "36"))
    with pytest.raises(CommandError, match=r"\w"):
        call_command("verify_receipt", str(receipt), keys=saved)


def test_the_published_keys_hold_no_secret(data_folder: Path) -> None:
    sign(STATEMENT)
    secret = (data_folder / "signing" / "current.key").read_text().strip()
    assert secret not in json.dumps(keys.published())


@pytest.mark.parametrize("text", ["{}", "[]", '{"keys": [1]}', "no"])
def test_a_file_that_holds_no_keys_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        keys.parse_published(text)


def test_many_first_starts_agree_on_one_key() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: sign(STATEMENT).key, range(16)))) == 1
