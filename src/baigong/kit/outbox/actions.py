"""Writes letters down and sends them: at least once, always under the same Message-ID."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.dummy import EmailBackend as Nowhere
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from baigong.kit import audit, time
from baigong.kit.ids import new_code
from baigong.kit.outbox.models import Message
from baigong.kit.prepared import Prepared
from baigong.kit.written import write

TRIES = 8
BATCH = 10  # as many as a slow mail server takes within the lease
BAR = "▇▇"
LEASE = timedelta(minutes=5)  # after a crash in mid-sending the letter goes out again under the same Message-ID


_keyed = Prepared(lambda key: Message.objects.filter(key=key))


def post(*, kind: str, key: str, to: str, subject: str, text: str, **rest: Any) -> Message:
    """Write one letter; the same `key` again returns the first one and writes nothing."""
    at = time.now()
    fields = {
        "kind": kind,
        "to": to,
        "subject": " ".join(subject.split())[:300],
        "text": text,
        "written_at": at,
        "due_at": at,
    }
    message_id = f"<{new_code(26)}@{settings.MAIL_DOMAIN}>"
    if (first := _keyed.first(key)) is not None:
        return first
    try:
        with transaction.atomic():
            return write(Message(key=key, **fields, message_id=message_id, **rest))
    except IntegrityError:  # somebody else has written it meanwhile
        return Message.objects.get(key=key)


def deliver_due() -> int:
    """Send a batch of what is due; how many went out."""
    connection = get_connection()
    return _let_go() if isinstance(connection, Nowhere) else deliver(take(), connection=connection)


def _let_go() -> int:
    """Mail of worlds and rehearsals goes nowhere: everything that is due is sent in one statement."""
    due = Message.objects.filter(state=Message.State.QUEUED, due_at__lte=time.now())
    fields = {"state": Message.State.SENT, "sent_at": time.now(), "due_at": time.now() + LEASE, "last_error": ""}
    return due.update(attempts=F("attempts") + 1, **fields)


def take() -> list[Message]:
    """Lease a batch in one write, so that no transaction stays open while the mail server thinks."""
    due = Message.objects.filter(state=Message.State.QUEUED, due_at__lte=time.now())
    if not due.exists():  # most looks find nothing, and would only hold up those who write
        return []
    with transaction.atomic():
        batch = list(due.select_for_update(skip_locked=True).order_by("pk")[:BATCH])
        leased = Message.objects.filter(pk__in=[message.pk for message in batch])
        leased.update(due_at=time.now() + LEASE, attempts=F("attempts") + 1)
    for message in batch:
        message.attempts += 1
    return batch


def deliver(batch: list[Message], *, connection: BaseEmailBackend) -> int:
    """Send leased letters; a crash before the one write at the end sends them again under the same Message-IDs."""
    sent = [message.pk for message in batch if _is_sent(message, connection=connection)]
    gone = {"state": Message.State.SENT, "sent_at": time.now(), "last_error": ""}
    return Message.objects.filter(pk__in=sent).update(**gone) if sent else 0


def _is_sent(message: Message, *, connection: BaseEmailBackend) -> bool:
    try:
        _mail(message, connection=connection).send()
    except OSError as error:
        _put_off(message, error=error)
        return False
    return True


def _mail(message: Message, *, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        message.subject,
        message.text,
        to=[message.to],
        connection=connection,
        headers={"Message-ID": message.message_id},
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    return mail


def _put_off(message: Message, *, error: Exception) -> None:
    message.state = Message.State.FAILED if message.attempts >= TRIES else Message.State.QUEUED
    message.due_at = time.now() + timedelta(seconds=30 * 2**message.attempts)
    message.last_error = str(error)[:300]
    message.save(update_fields=["state", "due_at", "last_error"])


def mark_read(message: Message, *, by: Any) -> None:
    """Remember that its owner has opened it."""
    Message.objects.filter(pk=message.pk, person=by, read_at=None).update(read_at=time.now())


def hold_waiting() -> int:
    """Hold every letter that still waits: after a restore nobody knows which of them went out already."""
    return Message.objects.filter(state=Message.State.QUEUED).update(state=Message.State.HELD)


def release_held() -> int:
    """Let the held letters go out after all, under the Message-ID they always had."""
    return Message.objects.filter(state=Message.State.HELD).update(state=Message.State.QUEUED, due_at=time.now())


def discard_held() -> int:
    """Leave the held letters in the inbox and never mail them."""
    words = "not mailed again after a restore"
    return Message.objects.filter(state=Message.State.HELD).update(state=Message.State.FAILED, last_error=words)


def send_again(*, by: Any) -> int:
    """Put every letter that was given up on back in line, under its old Message-ID; returns how many."""
    with transaction.atomic():
        failed = Message.objects.filter(state=Message.State.FAILED)
        number = failed.update(state=Message.State.QUEUED, attempts=0, due_at=time.now())
        audit.record("letters.again", None, by=by, letters=number)
    return number


def forget(person: Any, *, addresses: Iterable[str]) -> None:
    """Every letter to somebody, read or not, by account and by address."""
    Message.objects.filter(person=person.pk).delete()
    for address in addresses:
        Message.objects.filter(to__iexact=address).delete()


def forget_letters(letters: QuerySet[Message]) -> int:
    """Letters that have served their time."""
    number, _by_model = letters.delete()
    return number


def strike(word: str, *, about: str) -> None:
    """Put a bar over a name in the letters to others about one thing."""
    if not word:
        return
    letters = list(Message.objects.filter(key__contains=about, text__contains=word))
    for letter in letters:
        for name in ("subject", "text", "html"):
            setattr(letter, name, getattr(letter, name).replace(word, BAR))
    Message.objects.bulk_update(letters, ["subject", "text", "html"], batch_size=200)
