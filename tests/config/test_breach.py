"""After an account was stolen the audit log alone says whom to tell."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse

from baigong.domain.editions.actions import revoke_role
from baigong.domain.editions.models import Role
from baigong.domain.entries.models import Entry
from baigong.kit import time
from baigong.kit.audit.models import AuditEvent
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.proofs import Case
from tests.support.sessions import browser_of
from tests.support.winners import lead_of

pytestmark = pytest.mark.django_db
SINCE = scene.READING - timedelta(hours=1)


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(lambda: scene.reading_year(6, 3))


def breach(account: str, folder: Path) -> dict[str, object]:
    said = StringIO()
    call_command("breach", account, since=SINCE, out=folder, json=True, stdout=said)
    return json.loads(said.getvalue())


def test_what_was_opened_is_certain_and_what_the_role_showed_is_possible(year: scene.Year, tmp_path: Path) -> None:
    opened, after = year.entries[0], scene.READING + timedelta(hours=30)
    with time.frozen(scene.READING):
        for _twice in range(2):
            assert browser_of(year.office).get(reverse("office:entry", args=[opened.public_id])).status_code == 200
        assert AuditEvent.objects.filter(verb="entry.open", thing=opened.public_id).count() == 1
        revoke_role(Role.objects.get(person=year.office, kind="office"), by=year.director)
    with time.frozen(after):
        report = breach(year.office.email, tmp_path / "first")
    lead = opened.members.get(role="lead")
    assert [one["address"] for one in report["people"] if one["is_certain"]] == [lead.person.email]
    assert report["possible"] == 5
    assert report["report_by"] == (after + timedelta(hours=72)).isoformat(timespec="minutes")
    assert {file.name: oct(file.stat().st_mode)[-3:] for file in (tmp_path / "first").iterdir()} == dict.fromkeys(
        ("notice.en.txt", "notice.zh-hant.txt", "people.csv", "report.json"), "600"
    )
    assert "投稿內容與檔案" in report["notices"]["zh-hant"]
    assert "telephone number" not in report["notices"]["en"]
    assert AuditEvent.objects.get(verb="person.examine_breach").facts["certain"] == 1


def test_a_table_makes_everybody_in_it_certain_and_a_judge_saw_the_own_reads(year: scene.Year, tmp_path: Path) -> None:
    with time.frozen(scene.READING):
        page = browser_of(year.director).get(reverse("office:entries_export", args=[year.edition.slug]))
        assert page.status_code == 200
        report = breach(year.director.public_id, tmp_path / "director")
        assert (report["certain"], report["possible"]) == (6, 0)
        judge = year.judges[0]
        report = breach(judge.person.email, tmp_path / "judge")
    assert (report["certain"], report["kinds"]) == (0, ["entry"])
    assert report["possible"] == judge.assignments.count()


def test_an_account_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="nobody@example"):
        breach("nobody@example.org", tmp_path)


def test_a_folder_that_is_there_is_left_alone(year: scene.Year, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=str(tmp_path)):
        breach(year.office.email, tmp_path)
    assert not any(tmp_path.iterdir())


def goes_through(person: Any, entries: list[Entry]) -> set[str]:
    """Open these entries in the office; the addresses of those whose entry was really shown."""
    browser = browser_of(person)
    pages = {entry: browser.get(reverse("office:entry", args=[entry.public_id])) for entry in entries}
    return {lead_of(entry).email for entry, page in pages.items() if page.status_code == 200}


def stolen(thief: Any, year: scene.Year, rng: Random) -> set[str]:
    """An afternoon with a stolen account while others work: whose data it really showed."""
    seen = goes_through(thief, rng.sample(year.entries, rng.randrange(1, 5)))
    for one in sorted({year.office, year.director, year.second} - {thief}, key=str):
        goes_through(one, rng.sample(year.entries, 2))
    table = reverse("office:entries_export", args=[year.edition.slug])
    if rng.random() < 0.2 and browser_of(thief).get(table).status_code == 200:
        return {lead_of(entry).email for entry in year.entries}
    return seen


@pytest.mark.proof(name="breach", asked=300, small=2, seed=25)
def test_the_drill(year: scene.Year, tmp_path: Path, cases: Iterator[Case]) -> None:
    """One command names exactly those whom the thief saw for certain, and nobody whom the owner had seen before."""
    everybody = {lead_of(entry).email for entry in year.entries}
    staff = [year.office, year.director, year.second]
    for case in cases:
        thief = case.rng.choice([*staff, *staff, year.judges[0].person])
        with transaction.atomic():
            with time.frozen(SINCE - timedelta(hours=2)):
                goes_through(thief, case.rng.sample(year.entries, 2))
            with time.frozen(scene.READING):
                seen = stolen(thief, year, case.rng)
                report: Any = breach(thief.email, tmp_path / str(case.number))
            told = {one["address"]: one["is_certain"] for one in report["people"]}
            assert {address for address, is_certain in told.items() if is_certain} == seen
            assert thief not in staff or set(told) == everybody
            assert all(report["notices"].values())
            transaction.set_rollback(True)
