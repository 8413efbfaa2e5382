"""The second edition, saved through its verb."""

import copy
from pathlib import Path

import pytest

from baigong.domain.editions.actions import save_edition
from baigong.domain.editions.document import Document, parse
from baigong.domain.editions.models import Edition
from baigong.kit.policy import SYSTEM
from tests.conftest import Once

EDITIONS = Path(__file__).parents[3] / "editions"


@pytest.fixture(scope="session")
def document() -> Document:
    found = parse((EDITIONS / "2026.toml").read_text(encoding="utf-8"))
    assert isinstance(found, Document)
    return found


@pytest.fixture(scope="module")
def shared_edition(once: Once[Edition], document: Document) -> Edition:
    return once(lambda: save_edition(document, by=SYSTEM).edition)


@pytest.fixture
def edition(shared_edition: Edition, db: None) -> Edition:
    return copy.deepcopy(shared_edition)
