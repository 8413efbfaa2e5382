"""More time for one entry reaches that entry, or is refused: never nobody in silence."""

from __future__ import annotations

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import milestone_at
from baigong.domain.entries.models import Entry
from baigong.kit import time


def test_one_entry_gets_more_time_by_the_address_of_its_page(desk: Client, edition: Edition, entry: Entry) -> None:
    closes = milestone_at(edition, "call_closes")
    assert closes is not None
    until = f"{(closes + timedelta(days=1)).astimezone(time.TAIPEI):%Y-%m-%d %H:%M}"
    said = {"milestone": "call_closes", "until": until, "reason": "停電"}
    address = reverse("office:edition_extend", args=(edition.slug,))
    assert desk.post(address, said | {"entry": "ABC"}).status_code == 422
    assert not edition.extensions.exists()
    page = f"https://example.org{reverse('entrant:entry', args=(entry.public_id,))}"
    assert desk.post(address, said | {"entry": page}).status_code == 302
    assert edition.extensions.get().entry == entry.public_id
    assert entry.title in desk.get(address).content.decode()
