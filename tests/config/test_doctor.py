"""The doctor sees what is wrong, and the load balancer is told without the details."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from baigong.config.operations.doctor import examine
from baigong.kit.outbox import jobs as outbox_jobs
from baigong.kit.outbox.actions import hold_waiting, post

pytestmark = pytest.mark.django_db


def broken(*organs: str) -> list[str]:
    return [finding.organ for finding in examine(*organs) if finding.ok is False]


def let_a_job_wait() -> None:
    outbox_jobs.deliver.enqueue()
    long_ago = timezone.now() - timedelta(hours=1)
    DBTaskResult.objects.update(enqueued_at=long_ago, run_after=long_ago)


def test_a_well_house_is_well() -> None:
    assert broken("storage", "disk", "clock", "jobs", "letters", "audit") == []


def test_a_job_that_waits_too_long_is_seen() -> None:
    let_a_job_wait()
    assert broken("jobs") == ["jobs"]


def test_a_store_that_cannot_be_written_is_seen(store: Path) -> None:
    store.write_text("a file where the folder should be")
    assert broken("storage") == ["storage"]


def test_held_letters_are_worth_knowing() -> None:
    post(kind="test", key="one", to="lin@school.example", subject="…", text="…", language="zh-hant")
    hold_waiting()
    (finding,) = examine("letters")
    assert (finding.ok, finding.way_out) == (None, "baigong held_letters release | discard")


def test_programs_can_read_it_and_the_exit_code_tells() -> None:
    let_a_job_wait()
    told = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("doctor", "jobs", json=True, stdout=told)
    assert end.value.code == 1
    assert json.loads(told.getvalue())[0]["organ"] == "jobs"


def test_alive_asks_nothing_of_the_database(client: Client, django_assert_num_queries) -> None:  # noqa: ANN001 - a fixture
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"


def test_ready_names_the_organ_and_no_more(client: Client) -> None:
    let_a_job_wait()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["organs"]["jobs"] == "broken"
    assert set(answer.json()) == {"ready", "organs"}
