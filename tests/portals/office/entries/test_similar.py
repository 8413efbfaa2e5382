"""Entries that share their words are found, with the passages; entries one may not see are not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.models import Edition, Track
from baigong.domain.entries.actions import start_entry, submit_entry
from baigong.domain.entries.actions.sketches import sketch_new
from baigong.domain.entries.likeness import likeness, passages, sketch, words_of
from baigong.domain.entries.models import Entry, Sketch
from baigong.domain.people.models import Person

TEXT = "學生在機台旁先看師傅做一次，再自己做一次，最後教下一位同學做一次，每週檢討並記錄在實習手冊裡。" * 3
OTHER = "木工教室每學期把裁切剩下的木料分類登記，讓選手練習榫接，成品捐給社區圖書館當書架與閱讀椅使用。" * 3


def test_a_copy_is_found_whatever_its_spelling() -> None:
    one, two = words_of({"a": TEXT}), words_of({"b": [TEXT.replace("，", "、 ")]})
    assert likeness(sketch(one), sketch(two)) == 1
    assert likeness(sketch(one), sketch(words_of({"a": OTHER}))) < 0.05
    assert likeness([], []) == 0


def test_half_a_copy_is_found_with_its_passage() -> None:
    one, two = words_of({"a": TEXT}), words_of({"a": OTHER + TEXT[:40]})
    assert 0 < likeness(sketch(one), sketch(two)) < 1
    assert passages(one, two)[0].startswith("學生在機臺旁先看師傅做一次")
    assert passages(one, words_of({"a": OTHER})) == []


@pytest.fixture
def two_alike(edition: Edition, track: Track, lead: Person, fill: Callable[..., Entry]) -> list[Entry]:
    made = [fill(start_entry(edition, track=track, by=lead), problem=TEXT, title=f"解方{n}") for n in range(2)]
    for entry in made:
        submit_entry(entry, by=lead)
    return made


def test_the_office_sees_what_is_alike(desk: Client, two_alike: list[Entry]) -> None:
    address = reverse("office:similar", args=(two_alike[0].public_id,))
    assert "解方1" not in desk.get(address).content.decode()
    assert sketch_new() == 2
    assert sketch_new() == 0
    page = desk.get(address).content.decode()
    assert "解方1" in page
    assert "學生在機臺旁先看師傅做一次" in page


@pytest.mark.parametrize("count", [1, 2])
def test_the_page_costs_the_same_however_many(
    desk: Client,
    edition: Edition,
    track: Track,
    lead: Person,
    fill: Callable[..., Entry],
    count: int,
    django_assert_num_queries: Callable[..., object],
) -> None:
    for _number in range(count + 1):
        submit_entry(fill(start_entry(edition, track=track, by=lead), problem=TEXT), by=lead)
    sketch_new()
    address = reverse("office:similar", args=(Sketch.objects.latest("pk").entry.public_id,))
    desk.get(address)
    with django_assert_num_queries(13):
        desk.get(address)
