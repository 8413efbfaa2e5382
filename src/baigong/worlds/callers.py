"""Those who write entries, and the office that looks at them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from baigong.domain.editions.models import Track
from baigong.domain.entries import actions
from baigong.domain.entries.models import Entry
from baigong.domain.entries.states import EntryState, MemberRole
from baigong.domain.people.models import Person
from baigong.domain.units.actions import find_or_add
from baigong.kit import time
from baigong.worlds import cast, letters, words
from baigong.worlds.answers import answers
from baigong.worlds.pictures import picture

if TYPE_CHECKING:
    from baigong.worlds.story import Story

RETURNED = 0.06
REJECTED = 0.02
NEVER = 0.03  # drafts that are never handed in
NOBODY = {"shown": "nobody", "licence": "own"}
ILLUSTRATED = 4  # entries with pictures; every file is examined in a process of its own


@transaction.atomic
def write(story: Story) -> None:
    """Every lead starts an entry and fills the sheet; the first entry is the cast's own."""
    tracks = list(story.edition.tracks.filter(is_retired=False))
    starts = [_start(story, number, track=tracks[number % len(tracks)]) for number in range(story.entries)]
    actions.start_many(story.edition, starts)
    _invite_member(story)


def illustrate(story: Story) -> None:
    """A few entries show a picture, the cast's own first."""
    asked = [question.key for question in story.document.entry_sheet().questions() if question.kind == "picture"]
    for number, entry in enumerate(entries(story)[: ILLUSTRATED if asked else 0]):
        lead = entry.members.get(role=MemberRole.LEAD).person
        made = picture(story.chance.of("picture", number))
        kept = actions.attach(entry, question=asked[0], upload=made, caption="示範用的圖，由程式畫出", by=lead)
        actions.describe(kept, caption=kept.caption, people=NOBODY, by=lead)


def _start(story: Story, number: int, *, track: Track) -> actions.Start:
    lead = story.cast["entrant"] if number == 0 else cast.invented("lead", number, chance=story.chance)
    draw = story.chance.of("entry", number)
    team = f"{words.name(draw)}團隊"
    given = answers(story.document.entry_sheet(), track=track.key, chance=draw)
    return actions.Start(by=lead, track=track, answers=given, team=team, units=[_unit(story, number, lead)])


def _unit(story: Story, number: int, lead: Person) -> Any:
    draw = story.chance.of("unit", number % max(1, story.entries // 3))
    name, county = words.school(draw)
    kinds = [kind.key for group in story.document.units for kind in group.kinds]
    return find_or_add(kind=draw.choice(kinds), name=name, county=county, by=lead)


def _invite_member(story: Story) -> None:
    """The cast's entry has a second member, who joins by the letter's link."""
    entry = entries(story)[0]
    member = story.cast["member"]
    actions.invite_member(entry, name=member.name, email=member.email, role=MemberRole.EDITOR, by=story.cast["entrant"])
    actions.answer_invitation(letters.secret_in_last(member.email), accept=True, by=member)


def entries(story: Story) -> list[Entry]:
    """All entries in the order in which they were begun."""
    return list(Entry.objects.filter(edition=story.edition).order_by("pk"))


@transaction.atomic
def submit(story: Story, *, share: float) -> None:
    """So large a share of the entries is handed in by now, each by its lead."""
    drafts = [entry for number, entry in enumerate(entries(story)) if _wants(story, number, share)]
    leads = dict(
        Entry.objects.filter(members__role=MemberRole.LEAD, edition=story.edition).values_list("pk", "members__person")
    )
    people = Person.objects.in_bulk(leads.values())
    actions.submit_many((entry, people[leads[entry.pk]]) for entry in drafts if entry.state == EntryState.DRAFT)


def _wants(story: Story, number: int, share: float) -> bool:
    if number == 0:
        return share > 0.9
    draw = story.chance.of("hand in", number).random()
    return draw <= share and draw <= 1 - NEVER


@transaction.atomic
def check(story: Story, *, share: float) -> None:
    """The office rules on so large a share: most are accepted, some returned, a few rejected."""
    office = story.cast["office"]
    due = time.now() + timedelta(days=story.document.limits.resubmission_days)
    accepted = []
    for number, entry in enumerate(entries(story)):
        draw = story.chance.of("check", number)
        if entry.state == EntryState.SUBMITTED and draw.random() <= share:
            is_fine = not _stop(entry, draw.random() if number else 1.0, office=office, due=due)
            accepted += [entry.pk] * is_fine
    actions.accept_many(Entry.objects.filter(pk__in=accepted), by=office)


def _stop(entry: Entry, luck: float, *, office: Person, due: Any) -> bool:
    """Return or reject an unlucky entry; true if that happened."""
    if luck < RETURNED and not entry.corrections.exists():
        actions.return_entry(entry, reason="請補上合作單位的同意說明，並把經費寫到一期。", due_at=due, by=office)
    elif RETURNED <= luck < RETURNED + REJECTED:
        actions.reject_entry(entry, reason="內容是招生宣傳，沒有培育人才的做法；歡迎明年帶著做法再來。", by=office)
    else:
        return False
    return True


@transaction.atomic
def correct(story: Story) -> None:
    """Those who were asked answer, nearly all of them."""
    time.move_to(time.now() + timedelta(days=2))
    for number, entry in enumerate(entries(story)):
        if entry.state == EntryState.RETURNED and story.chance.of("correct", number).random() < 0.9:
            lead = entry.members.get(role=MemberRole.LEAD).person
            better = {"title": f"{entry.title[:24]}（補正）"}
            actions.save_draft(entry, answers=better, version=entry.version, by=lead)
            actions.submit_entry(entry, by=lead)


@transaction.atomic
def settle_corrections(story: Story) -> None:
    """What came back is accepted; what did not is out."""
    back = Entry.objects.filter(edition=story.edition, state=EntryState.SUBMITTED)
    actions.accept_many(back, by=story.cast["office"])
    for entry in entries(story):
        if entry.state == EntryState.RETURNED:
            actions.withdraw_entry(entry, by=entry.members.get(role=MemberRole.LEAD).person)
