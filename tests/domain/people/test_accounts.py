"""One address is one account, however it is written."""

from __future__ import annotations

import pytest

from baigong.domain.people.actions import register
from baigong.domain.people.models import Person


@pytest.mark.parametrize("address", ["Lin@School.Example", " lin@school.example ", "LIN@SCHOOL.EXAMPLE"])
def test_another_letter_case_is_the_same_account_and_the_name_stays(db: None, address: str) -> None:
    person = register(email="lin@school.example", name="林書寧")
    assert register(email=address, name="別的名字") == person
    assert Person.objects.get().name == "林書寧"
