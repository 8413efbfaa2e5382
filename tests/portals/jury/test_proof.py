"""Judges and teams show that the sheets that were counted are those that were given, and see nobody else's."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from baigong.domain.judging.models import Assignment
from baigong.domain.selection.models import Selection
from baigong.domain.selection.queries.proofs import closing_digest
from baigong.kit import time
from baigong.kit.outbox.models import Message
from fairjury.cli import main as fairjury
from fairjury.record import check_proof
from tests.support import jury as scene
from tests.support.sessions import browser_of
from tests.support.winners import *  # noqa: F403 (fixtures are found by being here)
from tests.support.winners import lead_of

pytestmark = pytest.mark.django_db


def read_of(year: scene.Year) -> Assignment:
    return Assignment.objects.select_related("judge__person", "entry", "ballot").order_by("pk")[0]


def checked(content: bytes, digest: str, folder: Path) -> int:
    """What the command says of the file as it was fetched."""
    file = folder / "proof.json"
    file.write_bytes(content)
    return fairjury(["check-proof", str(file), "--digest", digest])


def test_the_own_sheet_is_shown_to_be_in_the_record(year: scene.Year, tmp_path: Path) -> None:
    read, digest = read_of(year), closing_digest(year.edition)
    with time.frozen(scene.OPENING):
        judge = browser_of(read.judge.person)
        file = judge.get(reverse("jury:proof", args=[read.public_id])).content
        page = judge.get(reverse("jury:proofs")).content.decode()
    assert reverse("jury:proof", args=[read.public_id]) in page
    assert digest in page
    assert checked(file, digest, tmp_path) == 0
    assert checked(file, "0" * 64, tmp_path) != 0
    shown = json.loads(file)
    assert set(read.ballot.scores.values()) == set(shown["value"])
    other = Assignment.objects.exclude(judge=read.judge).values_list("judge__key", flat=True)
    assert not any(key in file.decode() for key in other)
    shown["value"][0] += 1
    assert not check_proof(shown, digest=digest)


def test_a_team_proves_its_scores_and_nobody_is_to_be_recognised(year: scene.Year, tmp_path: Path) -> None:
    read, digest = read_of(year), closing_digest(year.edition)
    address = reverse("entrant:proof-file", args=[read.entry.public_id])
    with time.frozen(scene.OPENING):
        team = browser_of(lead_of(read.entry))
        file = team.get(address).content
        page = team.get(reverse("entrant:proof", args=[read.entry.public_id])).content.decode()
        assert browser_of(read.judge.person).get(address).status_code == 404
    assert checked(file, digest, tmp_path) == 0
    shown = json.loads(file)
    assert shown["name"] == ["scores", read.entry.public_id]
    sheets = Assignment.objects.filter(entry=read.entry).values_list("ballot__scores", flat=True)
    assert sorted(map(sorted, shown["value"])) == sorted(sorted(scores.values()) for scores in sheets)
    names = [name for judge in year.judges for name in (judge.key, judge.public_id, judge.name, judge.email)]
    others = [entry.public_id for entry in year.entries if entry.pk != read.entry_id]
    assert not any(name in file.decode() or name in page for name in (*names, *others))


def test_before_the_results_there_is_nothing_to_prove(year: scene.Year) -> None:
    read = read_of(year)
    Selection.objects.update(state="computed")
    with time.frozen(scene.AFTER):
        judge, team = browser_of(read.judge.person), browser_of(lead_of(read.entry))
        assert closing_digest(year.edition) == ""
        assert judge.get(reverse("jury:proof", args=[read.public_id])).status_code == 409
        assert team.get(reverse("entrant:proof", args=[read.entry.public_id])).status_code == 409
        assert b"check-proof" not in judge.get(reverse("jury:proofs")).content


def test_everybody_reads_the_digest_beside_the_winners(year: scene.Year) -> None:
    with time.frozen(scene.OPENING):
        page = Client().get(reverse("public:winners")).content.decode()
    assert closing_digest(year.edition) in page


def test_nobody_else_fetches_it(year: scene.Year) -> None:
    read = read_of(year)
    address = reverse("jury:proof", args=[read.public_id])
    others = [judge.person for judge in year.judges if judge.pk != read.judge_id]
    with time.frozen(scene.OPENING):
        for person in (others[0], lead_of(read.entry), year.office):
            assert browser_of(person).get(address).status_code == 404


def test_a_judge_is_thanked_with_the_number_of_reads(year: scene.Year) -> None:
    read = read_of(year)
    count = Assignment.objects.done().filter(judge=read.judge).count()
    address = reverse("jury:thanks")
    with time.frozen(scene.OPENING):
        file = browser_of(read.judge.person).get(address).content
        assert browser_of(lead_of(read.entry)).get(address).status_code == 404
        Selection.objects.update(state="computed")
        assert browser_of(read.judge.person).get(address).status_code == 409
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    assert read.judge.name in said
    assert f"{count}件" in said.replace(" ", "")
    others = [judge.name for judge in year.judges if judge.pk != read.judge_id]
    assert not any(name in said for name in (*others, read.entry.title))
    letters = Message.objects.filter(kind="judge-thanks")
    assert {message.to for message in letters} == {judge.email for judge in year.judges}
