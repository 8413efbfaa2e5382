"""An open call, and a browser signed in as the lead."""

from __future__ import annotations

import pytest
from django.test import Client

from baigong.domain.editions.models import Edition
from baigong.domain.people.models import Person
from tests.support.call import *  # noqa: F403 (fixtures are found by being here)
from tests.support.call import _clock, signed_in  # noqa: F401 (the same)


@pytest.fixture
def browser(lead: Person, edition: Edition) -> Client:
    return signed_in(lead, edition)
