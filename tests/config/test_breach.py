"""After an account was stolen the audit log alone says whom to tell."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from baigong.domain.editions.actions import revoke_role
from baigong.domain.editions.models import Role
from baigong.kit import time
from baigong.kit.audit.models import AuditEvent
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of

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
