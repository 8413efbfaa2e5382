"""Letters leave exactly once, keep their Message-ID, and wait when the post is shut."""

import math
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from baigong.kit import line, time
from baigong.kit.files.jobs import clean
from baigong.kit.jobs import actions as jobs
from baigong.kit.jobs import worker
from baigong.kit.outbox import actions
from baigong.kit.outbox.jobs import deliver
from baigong.kit.outbox.models import Message

pytestmark = pytest.mark.django_db


def post(key: str = "k1") -> Message:
    return actions.post(kind="hello", key=key, to="lin@example.org", subject="收據\n到了", text="內文")


class Shut(BaseEmailBackend):
    """A mail server that is down."""

    def send_messages(self, _messages: object) -> int:
        raise ConnectionRefusedError("shut")


def test_the_same_letter_is_written_once() -> None:
    assert post().pk == post().pk


def test_a_letter_is_sent_once_under_its_own_id() -> None:
    message = post()
    assert actions.deliver_due() == 1
    assert actions.deliver_due() == 0
    assert [sent.extra_headers["Message-ID"] for sent in mail.outbox] == [message.message_id]
    assert mail.outbox[0].subject == "收據 到了"


def test_a_letter_waits_while_the_post_is_shut() -> None:
    message = post()
    assert actions.deliver(actions.take(), connection=Shut()) == 0
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("queued", 1)
    with time.frozen(time.now() + timedelta(hours=1)):
        assert actions.deliver_due() == 1


def test_nothing_is_sent_after_a_rollback() -> None:
    with transaction.atomic():
        post()
        deliver.enqueue()
        transaction.set_rollback(True)
    assert worker.drain() == 0
    assert not mail.outbox


def test_the_schedule_enqueues_once_however_many_workers_look() -> None:
    post()
    assert jobs.enqueue_due() >= 1
    assert jobs.enqueue_due() == 0
    assert worker.drain() >= 1
    assert len(mail.outbox) == 1


def test_a_letter_does_not_wait_for_copies_of_files() -> None:
    clean.enqueue(1)
    deliver.enqueue()
    first = worker.claim("worker")
    assert first is not None
    assert first.task_path == deliver.module_path


def test_while_people_stand_in_line_letters_go_and_copies_wait(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    line.note()
    clean.enqueue(1)
    post()
    deliver.enqueue()
    loop = worker.Loop(turn=lambda: nullcontext(True))
    loop.ticked = math.inf  # the schedule is not due
    assert not any(loop.step() for _look in range(3))
    assert len(mail.outbox) == 1
    assert [one.task_path for one in DBTaskResult.objects.ready()] == [clean.module_path]


def test_nothing_waits_for_ever(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    line.note()
    clean.enqueue(1)
    assert worker.claim("worker", pressing_only=True) is None
    DBTaskResult.objects.update(enqueued_at=datetime.now(UTC) - timedelta(hours=1))
    assert worker.claim("worker", pressing_only=True) is not None


def test_a_look_at_the_outbox_stands_in_line_once() -> None:
    for _time in range(3):
        jobs.enqueue_once(deliver)
    assert worker.drain() == 1


def test_mail_that_goes_nowhere_is_sent_in_one_go_and_looks_the_same(settings: Settings) -> None:
    seen = []
    for backend in ("locmem", "dummy"):
        settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
        with time.frozen(time.now()), transaction.atomic():
            at = time.now()
            for key in ("k1", "k2"):
                post(key)
            assert actions.deliver_due() == 2
            assert actions.deliver_due() == 0
            rows = Message.objects.order_by("pk").values_list("state", "attempts", "sent_at", "due_at", "last_error")
            seen.append([(state, tries, sent - at, due - at, error) for state, tries, sent, due, error in rows])
            transaction.set_rollback(True)
    assert seen[0] == seen[1]
