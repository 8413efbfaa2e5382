"""The selection in the office: compute, propose, a second person approves, the page shows only acts that pass."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from baigong.domain.editions.actions import grant_role
from baigong.domain.selection.actions.computing import ask_selection, store_result
from baigong.domain.selection.models import Placement, Selection
from baigong.domain.selection.result import Result
from baigong.kit import time
from baigong.kit.jobs import worker
from fairjury.cli import main as fairjury
from tests.conftest import Once
from tests.support import jury as scene
from tests.support.sessions import browser_of, just_proven

pytestmark = pytest.mark.django_db


def enter(person: Any) -> Client:
    return just_proven(browser_of(person), person)


@pytest.fixture(autouse=True)
def afternoon() -> Any:
    with time.frozen(scene.AFTER):
        yield


@pytest.fixture(scope="module")
def shared_year(once: Once[scene.Year]) -> scene.Year:
    return once(scene.judged_year)


def computed(year: scene.Year, client: Client) -> Selection:
    client.post(reverse("office:selection_ask"))
    worker.drain()
    return Selection.objects.get()


def test_from_computing_to_approval(year: scene.Year) -> None:
    office, director = enter(year.office), enter(year.director)
    assert office.get(reverse("office:selection")).status_code == 200
    selection = computed(year, office)
    one = reverse("office:selection_one", args=[selection.public_id])
    assert reverse("office:propose", args=[selection.public_id]) in office.get(one).content.decode()
    assert office.post(reverse("office:propose", args=[selection.public_id])).status_code == 302
    approve = reverse("office:approve", args=[selection.public_id])
    assert approve not in office.get(one).content.decode()
    assert office.post(approve).status_code == 403
    assert approve in director.get(one).content.decode()
    assert director.post(approve, {"digest": "another list"}).status_code == 422
    selection.refresh_from_db()
    assert director.post(approve, {"digest": selection.digest}).status_code == 302
    selection.refresh_from_db()
    assert (selection.state, selection.approved_by) == ("approved", year.director)


@pytest.mark.parametrize(
    ("chosen", "errors", "said"),
    [("mean", {"mean": 1.0}, "未做校正"), ("ordinal", {}, "評分表太少"), ("ordinal", {"ordinal": 1.0}, "")],
)
def test_the_ranking_says_where_no_correction_is_applied_or_none_could_be_tried(
    year: scene.Year, chosen: str, errors: dict[str, float], said: str
) -> None:
    """The engine's answer with its gate turned: no small year makes the plain mean foretell clearly best."""
    gate = {"chosen": chosen, "hidden": 0, "errors": errors, "zh": "", "en": ""}
    selection = ask_selection(year.round, by=year.office)
    store_result(selection, Result(lines=[], record={"result": {"gate": gate, "warnings": []}}))
    page = enter(year.office).get(reverse("office:selection_one", args=[selection.public_id])).content.decode()
    assert [word for word in ("未做校正", "評分表太少") if word in page] == [said] * bool(said)


def test_a_director_cannot_approve_his_own(year: scene.Year) -> None:
    director = enter(year.director)
    selection = computed(year, director)
    director.post(reverse("office:propose", args=[selection.public_id]))
    selection.refresh_from_db()
    approve = reverse("office:approve", args=[selection.public_id])
    assert director.post(approve, {"digest": selection.digest}).status_code == 403
    page = director.get(reverse("office:selection_one", args=[selection.public_id])).content.decode()
    assert approve not in page
    assert Selection.objects.get().state == "proposed"


def test_the_meeting_overrules_with_a_reason(year: scene.Year) -> None:
    office = enter(year.office)
    selection = computed(year, office)
    line = Placement.objects.get(selection=selection, rank=20)
    address = reverse("office:selection_overrule", args=[selection.public_id, line.entry.public_id])
    assert office.post(address, {"prizes": ["top10"], "reason": ""}).status_code == 422
    assert office.post(address, {"prizes": ["top100", "top10"], "reason": "決審認為"}).status_code == 302
    line.refresh_from_db()
    assert (line.prizes, line.overruled) == (["top100", "top10"], "決審認為")


@pytest.mark.parametrize("who", ["lead0", "judge0", "visitor"])
def test_nobody_else_finds_the_list(year: scene.Year, *, who: str) -> None:
    selection = computed(year, enter(year.office))
    domains = {"lead0": "school0.example", "judge0": "jury.example", "visitor": "example.org"}
    client = enter(scene.person(who, domain=domains[who]))
    reports = ("selection_report", "selection_report_pdf")
    for name in (
        "selection_one",
        "selection_progress",
        "selection_record",
        *reports,
        "propose",
        "approve",
        "selection_revise",
    ):
        address = reverse(f"office:{name}", args=[selection.public_id])
        assert client.get(address).status_code in {403, 405}
        assert client.post(address).status_code in {403, 405}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_at_any_length(year: scene.Year, django_assert_num_queries: Any, *, count: int) -> None:
    office = enter(year.office)
    selection = computed(year, office)
    keep = Placement.objects.filter(selection=selection).values_list("pk", flat=True)[:count]
    Placement.objects.exclude(pk__in=list(keep)).delete()
    address = reverse("office:selection_one", args=[selection.public_id])
    office.get(address)
    with django_assert_num_queries(27):
        office.get(address)


def test_office_and_auditor_take_the_record_along_and_it_verifies(year: scene.Year, tmp_path: Path) -> None:
    office = enter(year.office)
    selection = computed(year, office)
    office.post(reverse("office:propose", args=[selection.public_id]))
    selection.refresh_from_db()
    auditor = scene.person("auditor")
    grant_role(year.edition, auditor, "auditor", by=year.director)
    address, path = reverse("office:selection_record", args=[selection.public_id]), tmp_path / "decision.json"
    for client in (office, enter(auditor)):
        path.write_bytes(client.get(address).content)
        assert fairjury(["verify", str(path), "--digest", selection.record["digest"]]) == 0
    page = office.get(reverse("office:selection_one", args=[selection.public_id])).content.decode()
    assert selection.record["digest"] in page


def test_an_auditor_is_shown_no_way_that_is_closed_to_him(year: scene.Year) -> None:
    auditor = scene.person("auditor")
    grant_role(year.edition, auditor, "auditor", by=year.director)
    doors = {"office:home": "office:data_requests", "office:judges": "office:assign"}
    for page, way in doors.items():
        offered = [
            f'href="{reverse(way)}"' in who.get(reverse(page)).content.decode()
            for who in (enter(year.office), enter(auditor))
        ]
        assert offered == [True, False], page
        assert enter(auditor).get(reverse(way)).status_code == 403


def test_the_office_takes_a_report_along_with_or_without_names(year: scene.Year) -> None:
    office = enter(year.office)
    selection = computed(year, office)
    one = office.get(reverse("office:selection_one", args=[selection.public_id])).content.decode()
    page, paper = (
        reverse(f"office:{name}", args=[selection.public_id]) for name in ("selection_report", "selection_report_pdf")
    )
    assert page in one
    assert f"{paper}?names=no" in one
    named, plain = (office.get(page + query).content.decode() for query in ("", "?names=no"))
    title, key = Placement.objects.filter(selection=selection).values_list("entry__title", "entry__public_id")[0]
    assert title in named
    assert title not in plain
    assert key in plain
    assert "top100" not in named
    answer = office.get(paper)
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith("attachment")


def test_there_is_no_report_before_the_engine_answered(year: scene.Year) -> None:
    office = enter(year.office)
    office.post(reverse("office:selection_ask"))
    address = reverse("office:selection_report", args=[Selection.objects.get().public_id])
    assert office.get(address).status_code == 404
