"""After the results every team reads what the judges wrote, without the judges."""

from __future__ import annotations

import pytest

from baigong.domain.judging.models import Ballot
from baigong.domain.selection import actions
from baigong.domain.selection.models import Feedback, Selection
from baigong.domain.selection.queries.feedback import count_held, feedback_of, held_feedback
from baigong.domain.selection.words import doubts_in
from baigong.kit import time
from baigong.kit.errors import NotAllowed, Refused
from baigong.kit.jobs import worker
from tests.support import jury as scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved() -> tuple[scene.Year, Selection]:
    year = scene.judged_year(entries=16, judges=5)
    with time.frozen(scene.AFTER):
        selection = actions.ask_selection(year.round, by=year.office)
        worker.drain()
        selection.refresh_from_db()
        selection = actions.propose(selection, by=year.office)
        selection = actions.approve(selection, by=year.director)
    return year, selection


def test_words_follow_the_results_and_doubtful_ones_wait(approved: tuple[scene.Year, Selection]) -> None:
    year, selection = approved
    unkind, telling, empty = year.entries[:3]
    judge = year.judges[0].name
    for entry, words in (
        (unkind, {"impact": "這是垃圾"}),
        (telling, {"impact": f"{judge} 覺得很好"}),
        (empty, {"jury": "不給團隊"}),
    ):
        Ballot.objects.filter(assignment__entry=entry).update(words=words)
    with time.frozen(scene.AFTER), pytest.raises(Refused):
        actions.prepare_feedback(selection)
    assert not Feedback.objects.exists()
    with time.frozen(scene.OPENING):
        actions.publish_due()
        worker.drain()
    pages = {page.entry: page for page in held_feedback(year.edition)}
    assert set(pages) == {unkind.public_id, telling.public_id, empty.public_id}
    assert count_held(year.edition) == len(pages)
    assert [(said.text, said.doubts) for said in pages[unkind.public_id].words] == [("這是垃圾", ["unkind"])] * 3
    assert pages[unkind.public_id].words[0].name == "具影響力"
    assert not pages[empty.public_id].words
    assert feedback_of(unkind) is None
    page = feedback_of(year.entries[5])
    assert page is not None
    assert page.words[0].strengths == [scene.WORDS["entrant"]] * 3
    assert page.band == ""
    held = Feedback.objects.get(entry=unkind)
    with pytest.raises(NotAllowed):
        actions.release_feedback(held, texts=["好"] * len(held.words), by=scene.person("visitor"))
    actions.release_feedback(held, texts=["可以再具體一點"] + [""] * (len(held.words) - 1), by=year.office)
    with pytest.raises(Refused):
        actions.release_feedback(held, texts=["好"] * len(held.words), by=year.director)
    released = feedback_of(unkind)
    assert released is not None
    assert [said for one in released.words for said in one.strengths + one.steps] == ["可以再具體一點"]


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("步驟清楚", []),
        ("根本是垃圾", ["unkind"]),
        ("請寫信到 a@b.example", ["identifying"]),
        ("林評審覺得好", ["identifying"]),
        ("我任教的學校也這樣做，白痴才不做", ["unkind", "identifying"]),
    ],
)
def test_doubts(said: str, kinds: list[str]) -> None:
    assert doubts_in(said, names=["林評審", ""]) == kinds
