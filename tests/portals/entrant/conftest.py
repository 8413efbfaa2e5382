"""An open call, and a browser signed in as the lead."""

from __future__ import annotations

import pytest
from django.test import Client

from baigong.domain.people.models import Person
from tests.support.call import *  # noqa: F403 (fixtures are found by being here)
from tests.support.call import _clock  # noqa: F401 (the same)


@pytest.fixture
def browser(lead: Person) -> Client:
    client = Client()
    client.force_login(lead, backend="django.contrib.auth.backends.ModelBackend")
    return client
