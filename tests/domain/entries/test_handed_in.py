"""What was handed in is what others see, whatever the team goes on writing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.models import Edition
from baigong.domain.entries.actions import attach, describe, detach, save_draft, submit_entry
from baigong.domain.entries.models import Entry, Evidence
from baigong.domain.entries.queries import files_handed_in
from baigong.domain.people.models import Person
from baigong.interface.reading import text_of
from baigong.kit import time
from baigong.kit.errors import Refused
from tests.support import benign_files as good
from tests.support.call import CLOSING, signed_in

PAPER = good.pdf(pages=1)


@pytest.fixture(autouse=True)
def _one_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


def put(entry: Entry, name: str, *, by: Person) -> Evidence:
    return attach(entry, question="files", upload=ContentFile(PAPER, name=name), by=by)


@pytest.fixture
def table(submitted: Entry, lead: Person) -> Evidence:
    """A file that was handed in."""
    kept = put(submitted, "成績.pdf", by=lead)
    submit_entry(submitted, by=lead)
    return kept


def figures(entry: Entry) -> set[str]:
    blocks = (block for _name, blocks in text_of(entry, blind=False).parts for block in blocks)
    return {figure.evidence for block in blocks for figure in block.figures}


def test_a_file_added_later_is_nobodys_but_the_teams(
    submitted: Entry, table: Evidence, lead: Person, officer: Person, edition: Edition
) -> None:
    later = put(submitted, "後來.pdf", by=lead)
    office = signed_in(officer, edition)
    address = [reverse("office:entry_file", args=(submitted.public_id, one.public_id)) for one in (table, later)]
    assert [fetched(office, one) for one in address] == [200, 404]
    assert figures(submitted) == {table.public_id}


def fetched(client: Client, address: str) -> int:
    reply = client.get(address)
    reply.close()
    return reply.status_code


def test_a_file_taken_out_later_stays_in_what_was_handed_in(submitted: Entry, table: Evidence, lead: Person) -> None:
    detach(table, by=lead)
    assert files_handed_in(submitted) == [table]
    assert figures(submitted) == {table.public_id}


def test_a_new_title_counts_once_it_is_handed_in(
    submitted: Entry, lead: Person, officer: Person, edition: Edition
) -> None:
    before = submitted.title
    save_draft(submitted, answers={"title": "還沒交出去的名字"}, version=submitted.version, by=lead)
    page = reverse("entrant:write", args=(submitted.public_id, "us"))
    assert "還沒交出去的名字" in signed_in(lead, edition).get(page).content.decode()
    seen = signed_in(officer, edition).get(reverse("office:entry", args=(submitted.public_id,))).content.decode()
    assert before in seen
    assert "還沒交出去的名字" not in seen
    submit_entry(submitted, by=lead)
    submitted.refresh_from_db()
    assert submitted.title == "還沒交出去的名字"


def test_after_the_close_the_caption_stands_and_the_consent_may_change(table: Evidence, lead: Person) -> None:
    described = {"shown": "nobody", "licence": "own"}
    with time.frozen(CLOSING):
        with pytest.raises(Refused):
            describe(table, caption="補一句說明", people=described, by=lead)
        describe(table, caption=table.caption, people=described, by=lead)
    table.refresh_from_db()
    assert table.people["shown"] == "nobody"
