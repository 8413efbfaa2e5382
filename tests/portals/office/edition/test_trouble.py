"""The office sees trouble of ours before the close, with its evidence, and gives the time back."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client
from django.urls import reverse

from baigong.domain.editions.actions import publish_edition
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import forget, milestone_at
from baigong.kit import time
from baigong.kit.outbox.models import Message
from baigong.kit.policy import SYSTEM
from baigong.letters.jobs import tell_trouble
from tests.support.trouble import trouble


def test_trouble_before_the_close_is_shown_and_given_back_by_one_press(office: Client, edition: Edition) -> None:
    closes = milestone_at(edition, "call_closes")
    assert closes is not None
    publish_edition(edition, by=SYSTEM)
    address = reverse("office:edition_extend", args=[edition.slug])
    with time.frozen(closes - timedelta(hours=1)):
        trouble(14)
        tell_trouble.call()
        tell_trouble.call()
        assert Message.objects.filter(kind="trouble-before-close").count() == 1
        assert address in office.get(reverse("office:home")).content.decode()
        page = office.get(address).content.decode()
        assert "14 minutes of trouble" in page
        assert "126 of 378" in page
        [seen] = set(re.findall(r'name="seen" value="([^"]+)"', page))
        said = {"seen": seen, "reason": "系統忙碌"}
        for unreadable in ("", "soon", "2026-06-30T23:00:00"):
            office.post(f"{address}trouble/", {"do": "grant", "reason": "系統忙碌", "seen": unreadable})
        assert "14 minutes of trouble" in office.get(address).content.decode()
        office.post(f"{address}trouble/", {"do": "grant", **said})
        office.post(f"{address}trouble/", {"do": "grant", **said})
        forget(edition)
        assert milestone_at(edition, "call_closes") == closes + timedelta(minutes=14)
        assert "of trouble" not in office.get(address).content.decode()
