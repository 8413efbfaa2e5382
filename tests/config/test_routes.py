"""`baigong routes`: every address with who may use it, and an example that opens a thing of this house."""

import json
from fnmatch import fnmatchcase
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from baigong.config.examples import ROWS, WORDS
from baigong.config.urls import DECLARED
from baigong.domain.entries.models import Entry
from baigong.kit.http.routes import PART, Route, routes
from tests.support.call import *  # noqa: F403 (fixtures are found by being here)
from tests.support.call import _clock  # noqa: F401 (the same)

pytestmark = pytest.mark.django_db


def listed() -> dict[str, dict[str, Any]]:
    out = StringIO()
    call_command("routes", "--json", stdout=out)
    return {row["name"]: row for row in json.loads(out.getvalue())}


def test_an_empty_house_invents_its_examples() -> None:
    assert listed()["entrant:entry"]["example"] == "/entries/example/"


def test_a_house_with_an_entry_shows_that_one(entry: Entry) -> None:
    found = listed()
    assert found["entrant:entry"]["example"] == f"/entries/{entry.public_id}/"
    assert found["office:edition_year"]["example"] == f"/office/edition/{entry.edition.slug}/"


def test_every_part_of_an_address_of_ours_is_known() -> None:
    """A new address that names a thing needs its row, else its example opens nothing."""
    ours = [route for route in routes(DECLARED) if route.door and ":" in route.name and "<" in route.pattern]
    without = {route.name for route in ours if not named(route)}
    secret = {"account:address-back", "entrant:invitation", "jury:invitation", "office:paper"}  # in a letter, on paper
    assert without == secret | {"entrant:part", "ui:specimen"}  # a file under way, and the gallery


def named(route: Route) -> bool:
    known = {*next((fields for shape, _model, fields in ROWS if fnmatchcase(route.name, shape)), {}), *WORDS}
    return {name for _kind, name in PART.findall(route.pattern)} <= known
