"""Numbers are checked for typing errors and never refuse a real one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baigong.kit.taiwan import numbers


@pytest.mark.parametrize(
    "number", ["04595252", "10458570", "04595257", "10458575", "10458574", "0459-5257", "０４５９５２５７"]
)
def test_official_test_numbers_pass(number: str) -> None:
    assert numbers.is_business_number(number)


@pytest.mark.parametrize("number", ["04595253", "1234567", "123456789", "ABCDEFGH", ""])
def test_other_numbers_fail(number: str) -> None:
    assert not numbers.is_business_number(number)


@given(st.integers(0, 99_999_99), st.integers(0, 9))
def test_about_a_fifth_of_all_numbers_pass_and_one_wrong_last_digit_is_caught(first: int, last: int) -> None:
    number = f"{first:07}{last}"
    wrong = f"{first:07}{(last + 1) % 10}"
    if number[6] != "7" and last % 5 != 4:
        assert not (numbers.is_business_number(number) and numbers.is_business_number(wrong))


@pytest.mark.parametrize("code", ["0001", "351B09", "010301", " 353301"])
def test_school_codes(code: str) -> None:
    assert numbers.is_school_code(code)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "A10301", "技職"])
def test_no_school_codes(code: str) -> None:
    assert not numbers.is_school_code(code)


@pytest.mark.parametrize(
    "phone",
    [
        "(02)2253-0196",
        "02-2253-0196",
        "0912-345-678",
        "(037)123456",
        "(0836)12345",
        "(04)2219 6000 分機 5062、5063",
        "+886 2 2253 0196 #12",
        "（０２）２２５３０１９６轉12",
    ],
)
def test_phones(phone: str) -> None:
    assert numbers.is_phone(phone)


@pytest.mark.parametrize("phone", ["", "hello", "12345", "請打到學校"])
def test_no_phones(phone: str) -> None:
    assert not numbers.is_phone(phone)
