"""Everybody who might knock, and one thing of each kind to knock at: the world that the permission matrix is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from baigong.domain.abilities import Can
from baigong.domain.editions.actions import grant_role
from baigong.domain.entries.actions import add_tie, name_conflict
from baigong.domain.judging import actions as jury
from baigong.domain.judging.models import Assignment, Judge, Passage, ReadingPlan
from baigong.domain.people.models import Person
from baigong.domain.selection import actions
from baigong.domain.selection.models import Item, Selection
from baigong.kit import time
from baigong.kit.jobs import worker
from baigong.kit.policy import SYSTEM
from tests.support import jury as scene

NAMES = {"name": {"zh": "獎", "en": "Prize"}, "text": {"zh": "文", "en": "Text"}, "certificate": False}
PRIZES = [{"key": "top100", "count": 8, **NAMES}]

TEAM = frozenset({"lead"})
STAFF = frozenset({"office", "bound_office", "director"})
FREE = frozenset({"office", "director"})
JUDGES = frozenset({"judge", "other_judge", "bound_judge"})
SEATED = frozenset({*JUDGES, "chair", *STAFF})
EVERYBODY = (
    "visitor", "stranger", "lead", "rival", "judge", "other_judge", "bound_judge", "chair", "office", "bound_office",
    "director", "auditor", "partner",
)  # fmt: skip
SIGNED_IN = frozenset(EVERYBODY) - {"visitor"}

#: Who may do what to the things of this world, written by hand from the rules of the house and from nothing else.
EXPECTED: dict[str, frozenset[str]] = {
    Can.READ_AUDIT: frozenset({"director", "auditor"}),
    Can.DECLARE_CONFLICT: SIGNED_IN,
    Can.RULE_CONFLICT: FREE,
    Can.CHANGE_EDITION: STAFF,
    Can.GRANT_ROLE: frozenset({"director"}),
    Can.VIEW_OFFICE: STAFF | {"auditor"},
    Can.CREATE_ENTRY: SIGNED_IN,
    Can.EDIT_ENTRY: TEAM,
    Can.MANAGE_MEMBERS: TEAM,
    Can.SUBMIT_ENTRY: TEAM,
    Can.WITHDRAW_ENTRY: TEAM,
    Can.VIEW_ENTRY: TEAM | FREE | {"chair", "auditor"},
    Can.SHOW_NUMBER: FREE,
    Can.RETURN_ENTRY: FREE,
    Can.ACCEPT_ENTRY: FREE,
    Can.DECIDE_ENTRY: frozenset(),
    Can.EXPORT_ENTRIES: STAFF | {"auditor"},
    Can.RULE_REVELATION: FREE,
    Can.ANSWER_TRACK: TEAM,
    Can.PROPOSE_TRACK: FREE,
    Can.READ_ENTRY: frozenset({"judge"}),
    Can.SCORE_ENTRY: frozenset({"judge"}),
    Can.ANSWER_INVITATION: frozenset({"judge"}),
    Can.INVITE_JUDGE: STAFF,
    Can.RELEASE_JUDGE: STAFF | {"judge"},
    Can.READ_LETTERS: STAFF,
    Can.ASSIGN_READS: STAFF,
    Can.ADVANCE_ENTRIES: FREE,
    Can.CHANGE_ROUND: STAFF,
    Can.TYPE_SHEET: FREE,
    Can.VIEW_FIGURES: FREE | {"chair", "auditor"},
    Can.VIEW_JUDGING: STAFF | {"chair", "auditor"},
    Can.ATTEND_MEETING: SEATED,
    Can.DISCUSS_ITEM: frozenset({"judge", "other_judge", "chair", "office", "director"}),
    Can.CAST_VOTE: frozenset({"judge", "other_judge", "chair"}),
    Can.LEAD_MEETING: FREE | {"chair"},
    Can.RAISE_OBJECTION: TEAM,
    Can.ANSWER_OBJECTION: FREE,
    Can.PROPOSE_CORRECTION: FREE,
    Can.APPROVE_CORRECTION: frozenset({"director"}),
    Can.APPROVE_SELECTION: frozenset({"director"}),
    Can.COMPUTE_SELECTION: FREE,
    Can.SIGN_UNEVEN: FREE,
    Can.PROPOSE_SELECTION: FREE,
    Can.PUBLISH_SELECTION: frozenset(),
    Can.VIEW_SELECTION: FREE | {"chair", "auditor"},
    Can.VOID_SELECTION: FREE,
    Can.CORRECT_CERTIFICATE: STAFF,
    Can.ISSUE_CERTIFICATE: STAFF,
    Can.REVOKE_CERTIFICATE: frozenset({"director"}),
    Can.VIEW_CERTIFICATES: STAFF | {"auditor"},
    Can.VIEW_SOLUTION: frozenset(EVERYBODY),
    Can.KEEP_UNITS: STAFF,
}


@dataclass
class Actors:
    """The people by role, and the thing that each ability is asked about."""

    year: scene.Year
    people: dict[str, Person | None]
    things: dict[str, Any]


def world() -> Actors:
    """The afternoon of the meeting: the first point is about the entry that two people are bound to."""
    year = scene.judged_year(prizes=PRIZES, certificates=[], cooling_off=[])
    with time.frozen(scene.AFTER):
        reads = scene.reads(year)
        jury.close_round(year.round, by=year.office)
        actions.ask_selection(year.round, by=year.office)
        jury.ask_passage(year.round, by=year.office)
        worker.drain()
        selection = Selection.objects.get()
        item = _first_point(year, selection)
        people = _people(year, item, reads)
        _bind(item.entry, people)
        _sit_down(item, people, by=year.office)
        name_conflict(item.entry, name="某人", reason="不宜", by=people["lead"])
        things = _things(year, people, selection, item)
    return Actors(year, people, things)


def _first_point(year: scene.Year, selection: Selection) -> Item:
    actions.call_meeting(selection, by=year.office)
    return Item.objects.select_related("entry", "meeting").order_by("order")[0]


def _people(year: scene.Year, item: Item, reads: list[Assignment]) -> dict[str, Person | None]:
    readers = [read.judge.person for read in reads if read.entry_id == item.entry_id]
    others = [judge.person for judge in year.judges if judge.person not in readers]
    rival = next(entry for entry in year.entries if entry.pk != item.entry_id)
    people = {
        "visitor": None,
        "stranger": scene.person("stranger"),
        "lead": item.entry.members.get(role="lead").person,
        "rival": rival.members.get(role="lead").person,
        "judge": readers[0],
        "other_judge": others[0],
        "bound_judge": readers[1],
        "office": year.office,
        "director": year.director,
    }
    for role, kind in (("chair", "chair"), ("bound_office", "office"), ("auditor", "auditor"), ("partner", "partner")):
        people[role] = scene.person(role)
        grant_role(year.edition, people[role], kind, by=SYSTEM)
    return people


def _bind(entry: Any, people: dict[str, Person | None]) -> None:
    for role in ("bound_judge", "bound_office"):
        add_tie(entry, people[role], kind="family", reason="手足", by=people[role])


def _sit_down(item: Item, people: dict[str, Person | None], *, by: Person) -> None:
    """Everybody with a seat is in the room, and the point is put to the vote."""
    for role in sorted(SEATED):
        actions.join_meeting(item.meeting, by=people[role])
    for judge in Judge.objects.filter(edition=item.meeting.edition_id):
        actions.join_meeting(item.meeting, by=judge.person)
    actions.open_meeting(item.meeting, by=by)
    actions.take_up(item, by=by)
    actions.put_to_vote(item, motion=["top100"], is_secret=False, by=by)


def _things(year: scene.Year, people: dict[str, Person | None], selection: Selection, item: Item) -> dict[str, Any]:
    """What an ability is asked about, by the first word of its name."""
    entry, stage = item.entry, year.round
    read = Assignment.objects.select_related("entry", "judge", "round").get(
        entry=entry, judge__person=people["judge"], round=stage
    )
    return {
        "entry": entry,
        "read": read,
        "judge": read.judge,
        "round": stage,
        "edition": year.edition,
        "selection": selection,
        "meeting": item.meeting,
        "item": Item.objects.select_related("meeting", "entry").get(pk=item.pk),
        "plan": ReadingPlan.objects.filter(round=stage).first(),
        "passage": Passage.objects.get(),
        "tie": entry.ties.get(person=people["bound_judge"]),
    }


ASKED_ABOUT = {
    "audit": "edition", "conflict": "tie", "edition": "edition", "entry": "entry", "judge": "judge",
    "letters": "edition", "meeting": "meeting", "objection": "entry", "round": "round", "selection": "selection",
    "certificate": "edition", "solution": "edition", "units": "edition", "result": "edition",
}  # fmt: skip
EXACTLY = {
    Can.READ_ENTRY: "read", Can.SCORE_ENTRY: "read", Can.CAST_VOTE: "item", Can.DISCUSS_ITEM: "item",
    Can.DECLARE_CONFLICT: "read", Can.TYPE_SHEET: "read", Can.EXPORT_ENTRIES: "edition",
}  # fmt: skip


def thing_of(actors: Actors, ability: str) -> Any:
    """What an ability is asked about in this world."""
    return actors.things[EXACTLY.get(Can(ability)) or ASKED_ABOUT[ability.partition(".")[0]]]
