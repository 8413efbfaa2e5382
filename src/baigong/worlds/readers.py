"""The judges: invited, sworn in, given their reads, and reading."""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from random import Random
from typing import TYPE_CHECKING, Any

from django.db import transaction

from baigong.domain.editions.models import Track
from baigong.domain.entries.actions import add_tie
from baigong.domain.entries.models import Entry
from baigong.domain.judging import actions
from baigong.domain.judging.models import Assignment, Judge, Round
from baigong.domain.judging.queries.rounds import reading_rounds
from baigong.domain.people.models import Person
from baigong.kit import time
from baigong.kit.text import count_zi
from baigong.worlds import callers, cast, clockwork, letters, words

if TYPE_CHECKING:
    from baigong.worlds.story import Story


HOUR = timedelta(hours=1)
ROOM = 1.2  # a judge may be asked for so much more than an even share


def stage_of(story: Story) -> Round:
    """The first round of reading."""
    return reading_rounds(story.edition)[0]


@transaction.atomic
def invite(story: Story) -> None:
    """Judges are asked by letter, follow its link, and give their promises."""
    tracks = list(story.edition.tracks.filter(is_retired=False))
    office = story.cast["office"]
    for number in range(story.judges):
        person = _person(story, number)
        draw = story.chance.of("judge profile", number)
        profile = {
            "unit": words.school(draw)[0],
            "region": draw.choice(words.COUNTIES),
            "gender": draw.choice(("female", "male")),
        }
        actions.invite_judge(
            story.edition, name=person.name, email=person.email, tracks=_tracks(tracks, number), by=office, **profile
        )
        actions.swear(actions.answer_judge(letters.secret_in_last(person.email), accept=True, by=person), by=person)
    _tie(story)


def _person(story: Story, number: int) -> Person:
    named = {0: "judge", 1: "conflicted_judge"}
    if number in named:
        return story.cast[named[number]]
    person = cast.invented("judge", number, chance=story.chance)
    if story.twin.differs_in("judge") and number == 2:
        person.name = "另有其人"
    cast.agree(person, story.edition)
    return person


def _tracks(tracks: list[Track], number: int) -> list[Track]:
    """Each judge is at home in two tracks, so that the judges of all tracks hang together."""
    return [tracks[number % len(tracks)], tracks[(number + 1) % len(tracks)]]


def _tie(story: Story) -> None:
    """The conflicted judge once coached the cast's own team; in the twin, gave it advice."""
    entry = callers.entries(story)[0]
    kind, reason = (
        ("advised", "曾為該隊提供諮詢") if story.twin.differs_in("conflict") else ("coached", "曾擔任該隊指導老師")
    )
    add_tie(entry, story.cast["conflicted_judge"], kind=kind, reason=reason, by=story.cast["office"])


def assign(story: Story) -> None:
    """The office asks the engine; the reads go out. Where the judges are few, each is asked to read more."""
    stage, office = stage_of(story), story.cast["office"]
    actions.find_conflicts(story.edition, by=office)
    wanted = Entry.objects.filter(edition=story.edition).eligible().count() * stage.reads_per_entry
    enough = ceil(ROOM * wanted / story.judges)
    wishes = {"load": enough} if 0 < stage.data.get("load", 0) < enough else {}
    actions.ask_assignment(stage, by=office, wishes=wishes)


def _find_readers(story: Story, stage: Round) -> None:
    """As the office does it: where the rules leave no room, once more with the load that would be enough."""
    plan = actions.ask_assignment(stage, by=story.cast["office"])
    clockwork.settle()
    plan.refresh_from_db()
    if load := plan.figures.get("way_out", {}).get("load"):
        actions.ask_assignment(stage, by=story.cast["office"], wishes={"load": load})
        clockwork.settle()


@transaction.atomic
def read(story: Story, *, share: float) -> None:
    """So large a share of the sheets is in by now."""
    _hand_in(story, stage_of(story), share=share)


def _hand_in(story: Story, stage: Round, *, share: float) -> None:
    reads = (
        Assignment.objects.standing()
        .filter(round=stage, ballot=None)
        .select_related("judge__person", "entry", "entry__edition")
    )
    wanted = [one for one in reads.order_by("pk") if story.chance.of("when", one.public_id).random() <= share]
    actions.submit_ballots_many(stage, [_sheet(story, stage, one) for one in wanted])


def _sheet(story: Story, stage: Round, one: Assignment) -> actions.Sheet:
    """Scores from the entry's merit, the judge's severity and scale, and noise, on the rubric's own scale."""
    draw = story.chance.of("sheet", one.entry.public_id, one.judge.key)
    merit = story.chance.of("merit", one.entry.public_id).gauss(0, 1)
    judge = story.chance.of("severity", one.judge.key)
    shift, scale = judge.gauss(0, 0.6), judge.uniform(0.8, 1.2)
    scores = {
        row["key"]: _score(stage.rubric, shift + scale * (merit + draw.gauss(0, 0.7)), draw)
        for row in stage.rubric["criteria"]
    }
    return actions.Sheet(read=one, scores=_twisted(story, one, scores), words=_words(story, stage, one, draw))


def _score(rubric: dict[str, Any], value: float, draw: Random) -> float:
    low, high, step = (float(rubric[name]) for name in ("lowest", "highest", "step"))
    middle = low + 0.6 * (high - low)
    wanted = middle + (high - low) * 0.16 * (value + draw.gauss(0, 0.4))
    number = low + round((min(high, max(low, wanted)) - low) / step) * step
    return int(number) if number == int(number) else number


def _twisted(story: Story, one: Assignment, scores: dict[str, float]) -> dict[str, float]:
    """In the twin that differs in a score, one score of the judge's first read is one off."""
    if not (story.twin.differs_in("score") and _is_the_one(story, one)):
        return scores
    key, value = next(iter(scores.items()))
    return scores | {key: value - 1 if value > 1 else value + 1}


def _is_the_one(story: Story, one: Assignment) -> bool:
    """Whether this is the read whose secret may differ: the first of the cast's own judge."""
    return one.order == 0 and one.judge.person_id == story.cast["judge"].pk


def _words(story: Story, stage: Round, one: Assignment, draw: Random) -> dict[str, str]:
    """As many sentences for the team as the round asks for, and a note for the jury."""
    note = (
        "內部註記：與主席再討論。"
        if story.twin.differs_in("note") and _is_the_one(story, one)
        else "請大家再看一次成本。"
    )
    said = draw.choice(words.JURY_WORDS)
    while count_zi(said) < stage.data.get("words_least", 0):
        said += draw.choice(words.JURY_WORDS)
    return {"entrant": said, "jury": note}


def read_on(story: Story) -> None:
    """Further rounds of reading, where the year has them: what passes on, who reads it, and the sheets."""
    office = story.cast["office"]
    earlier, *later = reading_rounds(story.edition)
    for stage in later:
        clockwork.pass_to(stage.opens_at or time.now())
        passage = actions.ask_passage(earlier, by=office)
        clockwork.settle()
        passage.refresh_from_db()
        actions.settle_passage(passage, by=office)
        _find_readers(story, stage)
        clockwork.pass_to(max(time.now(), (stage.closes_at or time.now()) - HOUR))
        stage.refresh_from_db()
        _hand_in(story, stage, share=1.0)
        earlier = actions.close_round(stage, by=office)


def close(story: Story) -> None:
    """The round ends, by the clock or by the office."""
    stage = stage_of(story)
    if stage.state == "open":
        actions.close_round(stage, by=story.cast["office"])


def judge_of(story: Story, role: str) -> Judge:
    return Judge.objects.get(edition=story.edition, person=story.cast[role])
