"""An open call, and a browser of the office with its second factor out of the way."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from baigong.domain.editions.models import Edition
from baigong.domain.people.models import Person
from tests.support.call import *  # noqa: F403 (fixtures are found by being here)
from tests.support.call import _clock, signed_in  # noqa: F401 (the same)


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def desk(officer: Person, edition: Edition) -> Client:
    return signed_in(officer, edition)
