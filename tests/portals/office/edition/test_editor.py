"""Three office people change the year in the browser and see what changes before it stands."""

from __future__ import annotations

import html as escapes
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from baigong.domain.editions.actions import grant_role, keep_draft, save_edition
from baigong.domain.editions.document import Document, build, render
from baigong.domain.editions.models import Edition, EditionDraft, Role
from baigong.domain.editions.queries import document_of, in_work
from baigong.domain.people.models import Person
from baigong.kit.policy import SYSTEM
from baigong.portals.office.edition.places import place
from baigong.portals.office.edition.rows import part_rows
from baigong.portals.office.edition.shapes import shapes

from .conftest import EDITIONS, SignIn

SINGLE = ("", "limits", "jury", "award_rules", "rounds/reading", "sheets/entry/sections/copying/questions/copied_where")
YEAR = "/office/edition/2026/"


def form_of(client: Client, url: str) -> dict[str, Any]:
    """What a browser would send back from a form that nobody touched."""
    response = client.get(url)
    assert response.status_code == 200
    html = response.content.decode()
    return sent(html[html.index("<main") if "<main" in html else 0 :])


def sent(html: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for match in re.finditer(
        r"<input\b[^>]*>|<textarea\b[^>]*>.*?</textarea>|<select\b[^>]*>.*?</select>", html, re.DOTALL
    ):
        tag = match[0]
        named = re.search(r'\bname="([^"]+)"', tag)
        if named is None:
            continue
        if tag.startswith("<textarea"):
            found[named[1]] = escapes.unescape(re.sub(r"^<textarea[^>]*>\r?\n?|</textarea>$", "", tag))
        elif tag.startswith("<select"):
            picked = re.search(r'<option value="([^"]*)"[^>]*\bselected', tag) or re.search(
                r'<option value="([^"]*)"', tag
            )
            found[named[1]] = escapes.unescape(picked[1]) if picked else ""
        elif 'type="checkbox"' in tag:
            if " checked" in tag:
                value = re.search(r'\bvalue="([^"]*)"', tag)
                found.setdefault(named[1], []).append(value[1] if value else "on")
        else:
            value = re.search(r'\bvalue="([^"]*)"', tag)
            found[named[1]] = escapes.unescape(value[1]) if value else ""
    return found


def every_place(document: Document) -> list[str]:
    """All lists and parts of a document, by address."""
    found, waiting = [], [place(document, "")]
    while waiting:
        here = waiting.pop()
        found.append(here.address)
        if here.is_list:
            waiting += [here.child(row.key) for row in part_rows(here)]
        else:
            waiting += [here.child(s.field) for s in shapes(here.kind) if s.name in {"part", "parts"}]
    return found


def url_of(address: str) -> str:
    return f"{YEAR}part/{address}/" if address else f"{YEAR}texts/"


@pytest.fixture
def draft(edition: Edition) -> Callable[[], Document]:
    return lambda: in_work(Edition.objects.get(pk=edition.pk))[0]


def test_sending_an_untouched_form_changes_nothing(office: Client, document: Document, edition: Edition) -> None:
    addresses = [address for address in every_place(document) if not place(document, address).is_list]
    assert len(addresses) > 100
    for address in dict.fromkeys([*SINGLE, *addresses[::5]]):
        response = office.post(url_of(address), form_of(office, url_of(address)))
        assert response.status_code == 302, (address, response.content.decode()[:200])
    assert not EditionDraft.objects.exists()
    assert in_work(edition)[0] == document


def test_a_change_is_reviewed_and_then_stands(office: Client, edition: Edition, document: Document) -> None:
    url = url_of("milestones/call_closes")
    office.post(url, form_of(office, url) | {"at": "2026-05-10 24:00"})
    assert document_of(Edition.objects.get()) == document
    review = office.get(f"{YEAR}review/").content.decode()
    assert "Sun 3 May 2026, 24:00 → Sun 10 May 2026, 24:00" in review
    assert "Sun 10 May" in review
    office.post(f"{YEAR}review/", {"do": "save", "note": "晚一週"})
    fresh = Edition.objects.get()
    closes = document_of(fresh).milestone("call_closes")
    assert closes is not None
    assert str(closes.at) == "2026-05-10 24:00"
    version = fresh.versions.first()
    assert version is not None
    assert (version.number, version.note, str(version.saved_by)) == (2, "晚一週", "clerk")
    assert not EditionDraft.objects.exists()


def test_changes_can_be_thrown_away(office: Client, draft: Callable[[], Document], document: Document) -> None:
    url = url_of("prizes/top10")
    office.post(url, form_of(office, url) | {"count": "12"})
    assert draft().prizes[1].count == 12
    office.post(f"{YEAR}review/", {"do": "drop"})
    assert draft() == document


@pytest.mark.parametrize(
    ("address", "change", "sentence"),
    [
        ("milestones/call_closes", {"at": "tomorrow"}, "is not a time that can be read"),
        ("tracks/explore", {"name.en": ""}, "One language is missing"),
        ("prizes/top10", {"count": "ten"}, "This must be a whole number"),
        ("rubrics/main", {"step": "0"}, "The scale does not hold"),
        ("rubrics/main/criteria/impact", {"anchors.0.score": "99"}, "99 is not on the scale"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    office: Client, address: str, change: dict[str, str], sentence: str
) -> None:
    url = url_of(address)
    typed = form_of(office, url) | change
    response = office.post(url, typed)
    assert response.status_code == 422
    html = response.content.decode()
    assert sentence in html.replace("&quot;", '"').replace("&#x27;", "'")
    assert sent(html[html.index("<main") :]) | change == sent(html[html.index("<main") :])
    assert not EditionDraft.objects.exists()


def test_parts_are_added_moved_and_taken_away(office: Client, draft: Callable[[], Document]) -> None:
    url = f"{YEAR}add/tracks/"
    new = {"key": "farm", "sign": "農", "name.zh": "農", "name.en": "Farming", "text.zh": "田", "text.en": "Fields"}
    assert office.post(url, form_of(office, url) | new).status_code == 422
    office.post(url, form_of(office, url) | new | {"fits.zh": "你種田。", "fits.en": "you farm."})
    office.post(f"{YEAR}order/tracks/", {"key": "farm", "do": "up"})
    assert [track.sign for track in draft().tracks] == list("探合競農課")
    office.post(f"{YEAR}order/tracks/", {"key": "explore", "do": "remove"})
    assert [track.sign for track in draft().tracks] == list("合競農課")


@pytest.mark.parametrize(("to", "order"), [("0", "競探合課"), ("2", "探合競課"), ("9", "探合課競"), ("x", "探合競課")])
def test_a_dragged_part_stands_where_it_was_let_go(
    office: Client, draft: Callable[[], Document], to: str, order: str
) -> None:
    keys = {track.sign: track.key for track in draft().tracks}
    assert "".join(keys) == "探合競課"
    reply = office.post(f"{YEAR}order/tracks/", {"key": keys["競"], "do": "to", "to": to})
    assert reply["Location"].endswith(f"#{keys['競']}")
    assert "".join(track.sign for track in draft().tracks) == order


def test_what_others_need_cannot_be_taken_away(office: Client, draft: Callable[[], Document]) -> None:
    response = office.post(f"{YEAR}order/rubrics/", {"key": "main", "do": "remove"}, follow=True)
    assert len(draft().rubrics) == 1
    assert "There is no" in response.content.decode()


def test_questions_deep_in_a_sheet_are_edited(office: Client, draft: Callable[[], Document]) -> None:
    url = url_of("sheets/entry/sections/us/questions/in_use")
    office.post(url, form_of(office, url) | {"choices.0.text.zh": "未滿一年", "limit": ""})
    assert draft().entry_sheet().questions()[4].choices[0].text.zh == "未滿一年"
    office.post(url, form_of(office, url) | {"choices.1.key": "", "choices.1.text.zh": "", "choices.1.text.en": ""})
    assert [choice.key for choice in draft().entry_sheet().questions()[4].choices] == ["under_one", "over_three"]


def test_two_people_on_the_same_part_are_told(office: Client, edition: Edition, document: Document) -> None:
    url = url_of("prizes/top10")
    mine = form_of(office, url) | {"count": "12"}
    data = document.data()
    data["prizes"][1]["count"] = 11
    theirs = build(data)
    assert isinstance(theirs, Document)
    keep_draft(edition, theirs, by=SYSTEM)
    response = office.post(url, mine)
    assert response.status_code == 422
    assert "Somebody changed this part meanwhile" in response.content.decode()
    again = sent(response.content.decode())
    assert again["count"] == "12"
    assert office.post(url, again).status_code == 302


def test_the_file_goes_out_and_comes_back(office: Client, draft: Callable[[], Document]) -> None:
    exported = office.get(f"{YEAR}file/")
    assert exported.content == (EDITIONS / "2026.toml").read_bytes()
    changed = exported.content.decode().replace("count = 10\n", "count = 12\n").encode()
    response = office.post(f"{YEAR}import/", {"file": SimpleUploadedFile("2026.toml", changed)}, follow=True)
    assert "10 → 12" in response.content.decode()
    assert draft().prizes[1].count == 12


def test_a_broken_file_names_its_lines(office: Client) -> None:
    broken = (EDITIONS / "2026.toml").read_text(encoding="utf-8").replace('sign = "探"', 'sign = "探索"').encode()
    response = office.post(f"{YEAR}import/", {"file": SimpleUploadedFile("x.toml", broken)})
    assert response.status_code == 422
    assert "tracks[1].sign" in response.content.decode()
    assert not EditionDraft.objects.exists()


def crafts() -> SimpleUploadedFile:
    return SimpleUploadedFile("crafts.toml", (EDITIONS / "example-crafts.toml").read_bytes())


def test_a_file_with_a_new_key_lays_out_a_new_year(office: Client) -> None:
    office.post(f"{YEAR}import/", {"file": crafts()})
    other = Edition.objects.get(slug="example-crafts")
    assert (other.state, other.tracks.count()) == ("draft", 7)
    assert office.get("/office/edition/example-crafts/").status_code == 200


def test_a_file_of_another_edition_is_refused(office: Client) -> None:
    office.post(f"{YEAR}import/", {"file": crafts()})
    response = office.post(f"{YEAR}import/", {"file": crafts()})
    assert response.status_code == 409
    assert "another edition" in response.content.decode()


def test_next_year_keeps_weekdays_and_people(office: Client, edition: Edition) -> None:
    office.post(f"{YEAR}next/", {"key": "2027"})
    following = Edition.objects.get(slug="2027")
    document = document_of(following)
    closes = document.milestone("call_closes")
    assert closes is not None
    assert (str(closes.at), closes.confirm) == ("2027-05-02 24:00", True)
    assert (document.name.zh, document.name.en) == ("第三屆 技職力100", "The 3rd TOP 100 Skills")
    assert [history.ordinal for history in document.history] == [2, 1]
    assert following.state == "draft"
    assert office.get("/office/edition/2027/").status_code == 200
    assert office.post(f"{YEAR}next/", {"key": "2027"}).status_code == 409


def test_an_earlier_version_comes_back_into_work(office: Client, edition: Edition, document: Document) -> None:
    url = url_of("prizes/top10")
    office.post(url, form_of(office, url) | {"count": "12"})
    office.post(f"{YEAR}review/", {"do": "save"})
    assert "10 → 12" in office.get(f"{YEAR}versions/2/").content.decode()
    office.post(f"{YEAR}versions/1/")
    assert in_work(Edition.objects.get())[0] == document
    assert office.get(f"{YEAR}versions/9/").status_code == 404


def test_the_year_is_published_and_closed(office: Client) -> None:
    office.post(f"{YEAR}state/", {"do": "publish"})
    assert Edition.objects.get().state == "live"
    office.post(f"{YEAR}state/", {"do": "close"})
    assert Edition.objects.get().state == "closed"
    assert office.post(f"{YEAR}state/", {"do": "explode"}).status_code == 404


def test_roles_are_given_by_the_director_only(sign_in: SignIn, office: Client, person: Callable[[str], Person]) -> None:
    newcomer = person("newcomer")
    grant = {"email": "Newcomer@example.org", "kind": Role.Kind.CHAIR}
    assert office.post(f"{YEAR}roles/grant/", grant).status_code == 403
    director = sign_in("director", Role.Kind.DIRECTOR)
    assert director.post(f"{YEAR}roles/grant/", grant | {"email": "nobody@example.org"}).status_code == 422
    director.post(f"{YEAR}roles/grant/", grant)
    assert Role.objects.filter(person=newcomer, kind=Role.Kind.CHAIR).exists()
    director.post(f"{YEAR}roles/{newcomer.public_id}/chair/revoke/")
    assert not Role.objects.filter(person=newcomer).exists()


def test_a_date_moves_only_later(office: Client, edition: Edition) -> None:
    said = {"milestone": "call_closes", "until": "2026-05-05 24:00", "reason": "停電"}
    assert office.post(f"{YEAR}dates/", said | {"until": "2026-05-01 12:00"}).status_code == 422
    assert office.post(f"{YEAR}dates/", said | {"until": "soon"}).status_code == 422
    assert office.post(f"{YEAR}dates/", said).status_code == 302
    assert "停電" in office.get(f"{YEAR}dates/").content.decode()


def test_nobody_else_finds_the_year(sign_in: SignIn, edition: Edition) -> None:
    stranger, auditor = sign_in("stranger"), sign_in("auditor", Role.Kind.AUDITOR)
    assert stranger.get(YEAR).status_code == 404
    assert stranger.get("/office/edition/").status_code == 404
    assert Client().get(YEAR).status_code == 302
    assert auditor.get(YEAR).status_code == 200
    assert auditor.get(url_of("tracks")).status_code == 403
    assert auditor.post(f"{YEAR}state/", {"do": "publish"}).status_code == 403


@pytest.mark.parametrize("address", ["nowhere", "tracks/nobody", "tracks/explore/name", "slogan"])
def test_a_place_that_is_not_there_is_a_missing_page(office: Client, address: str) -> None:
    assert office.get(url_of(address)).status_code == 404


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("", 8),
        ("texts/", 7),
        ("part/tracks/", 7),
        ("part/tracks/explore/", 7),
        ("review/", 7),
        ("versions/", 8),
        ("roles/", 8),
    ],
)
def test_pages_ask_the_same_few_questions(
    office: Client, edition: Edition, path: str, queries: int, django_assert_num_queries: Any
) -> None:
    office.get(YEAR + path)
    with django_assert_num_queries(queries):
        assert office.get(YEAR + path).status_code == 200


def test_lists_ask_no_more_when_they_grow(
    office: Client,
    edition: Edition,
    document: Document,
    person: Callable[[str], Person],
    django_assert_num_queries: Any,
) -> None:
    for round_ in range(3):
        save_edition(changed(document, minutes=round_ + 10), by=SYSTEM)
        grant_role(edition, person(f"auditor{round_}"), Role.Kind.AUDITOR, by=SYSTEM)
        office.get(f"{YEAR}versions/")
        for path in ("versions/", "roles/"):
            with django_assert_num_queries(8):
                office.get(YEAR + path)


def changed(document: Document, *, minutes: int) -> Document:
    data = document.data()
    data["sheets"][0]["minutes"] = minutes
    found = build(data)
    assert isinstance(found, Document)
    return found


def test_the_page_speaks_chinese_first(office: Client, document: Document) -> None:
    html = office.get(YEAR, headers={"accept-language": "zh-hant"}).content.decode()
    assert "第二屆 技職力100" in html
    assert "徵件組別" in html or "組別" in html
    assert render(document)


def test_the_sheet_is_seen_as_entrants_of_a_track_see_it(office: Client, sign_in: SignIn) -> None:
    preview = f"{YEAR}preview/"
    assert 'name="problem"' in office.get(preview).content.decode()
    explore, contest = (office.get(preview, {"track": track}).content for track in ("explore", "contest"))
    assert explore != contest
    assert sign_in("nobody").get(preview).status_code == 404
