"""The second edition, saved through its verb."""

from pathlib import Path

import pytest

from baigong.domain.editions.actions import save_edition
from baigong.domain.editions.document import Document, parse
from baigong.domain.editions.models import Edition
from baigong.kit.policy import SYSTEM

EDITIONS = Path(__file__).parents[3] / "editions"


@pytest.fixture(scope="session")
def document() -> Document:
    found = parse((EDITIONS / "2026.toml").read_text(encoding="utf-8"))
    assert isinstance(found, Document)
    return found


@pytest.fixture
def edition(db: None, document: Document) -> Edition:
    return save_edition(document, by=SYSTEM).edition
