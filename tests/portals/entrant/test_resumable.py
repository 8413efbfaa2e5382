import base64
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from baigong.domain.editions.models import Edition
from baigong.domain.entries.models import Entry, Evidence
from baigong.domain.entries.queries import files_handed_in
from baigong.domain.people.models import Person
from baigong.kit import time
from baigong.kit.files.models import Upload
from tests.support import benign_files as good
from tests.support.call import CLOSING, signed_in

BODY = "application/offset+octet-stream"
PAPER = good.pdf(pages=1)


def announce(browser: Client, entry: Entry, name: str, size: int) -> str:
    named = {"Upload-Length": str(size), "Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()}"}
    answer = browser.post(f"/entries/{entry.public_id}/upload/files/parts/", headers=named)
    assert answer.status_code == 201
    return answer["Location"]


def patch(browser: Client, place: str, offset: int, data: bytes) -> Any:
    return browser.patch(place, data, content_type=BODY, headers={"Upload-Offset": str(offset)})


def test_a_file_in_parts_is_attached_when_it_is_whole(browser: Client, entry: Entry) -> None:
    data = good.pdf(pages=3)
    place = announce(browser, entry, "成果 報告.pdf", len(data))
    assert patch(browser, place, 0, data[:100])["Upload-Offset"] == "100"
    assert browser.head(place)["Upload-Offset"] == "100"
    done = patch(browser, place, 100, data[100:])
    evidence = Evidence.objects.get(entry=entry)
    assert done.json()["id"] == evidence.public_id
    assert evidence.file.name == "成果 報告.pdf"
    assert evidence.file.read() == data
    assert not Upload.objects.exists()


def test_a_part_for_another_place_is_told_where_the_file_stands(browser: Client, entry: Entry) -> None:
    place = announce(browser, entry, "a.pdf", 1000)
    answer = patch(browser, place, 500, b"x")
    assert (answer.status_code, answer["Upload-Offset"]) == (409, "0")


def test_a_refused_file_says_why_and_leaves_no_part(browser: Client, entry: Entry) -> None:
    place = announce(browser, entry, "a.pdf", 300)
    answer = browser.patch(
        place, b"MZ" + bytes(298), content_type=BODY, headers={"Upload-Offset": "0", "Accept": "application/json"}
    )
    assert answer.status_code == 422
    assert not Evidence.objects.exists()
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{}, {"Upload-Length": "-1"}, {"Upload-Length": "x"}, {"Upload-Length": "9" * 14}],
)
def test_a_strange_announcement_is_refused(browser: Client, entry: Entry, headers: dict[str, str]) -> None:
    answer = browser.post(f"/entries/{entry.public_id}/upload/files/parts/", headers=headers)
    assert answer.status_code == 422
    assert not Upload.objects.exists()


def test_nobody_else_can_go_on_with_it(browser: Client, entry: Entry, stranger: Person, edition: Edition) -> None:
    place = announce(browser, entry, "a.pdf", 1000)
    other = signed_in(stranger, edition)
    assert other.head(place).status_code == other.delete(place).status_code == 404
    assert Upload.objects.exists()
    assert browser.delete(place).status_code == 204


@pytest.fixture
def on_its_way(browser: Client, submitted: Entry) -> str:
    """A file announced half a minute before the close, after the entry was handed in."""
    with time.frozen(CLOSING - timedelta(seconds=30)):
        return announce(browser, submitted, "最後的附件.pdf", len(PAPER))


@pytest.mark.parametrize(("minutes", "counts"), [(9, True), (11, False)])
def test_a_file_begun_in_time_may_end_within_the_grace(
    browser: Client, submitted: Entry, on_its_way: str, *, minutes: int, counts: bool
) -> None:
    with time.frozen(CLOSING + timedelta(minutes=minutes)):
        answer = patch(browser, on_its_way, 0, PAPER)
        submitted.refresh_from_db()
        names = [evidence.file.name for evidence in files_handed_in(submitted)]
    assert (answer.status_code == 200, "最後的附件.pdf" in names) == (counts, counts)
    newest = submitted.receipts.order_by("-version")[0]
    assert newest.version == submitted.submitted_version == submitted.version
    assert newest.received_at < CLOSING


def test_the_grace_stands_beside_the_deadline(browser: Client, submitted: Entry) -> None:
    assert "10 分鐘" in browser.get(f"/entries/{submitted.public_id}/").content.decode()
