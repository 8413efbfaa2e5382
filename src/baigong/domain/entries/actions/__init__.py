"""The verbs of an entry, by topic."""

from baigong.domain.entries.actions.anonymity import rule_revelation
from baigong.domain.entries.actions.arriving import attach_begun
from baigong.domain.entries.actions.bulk import Start, accept_many, start_many, submit_many
from baigong.domain.entries.actions.drafts import restore_version, save_draft, start_entry
from baigong.domain.entries.actions.eligibility import accept_entry, reject_entry, return_entry
from baigong.domain.entries.actions.evidence import attach, describe, detach
from baigong.domain.entries.actions.members import (
    answer_invitation,
    change_role,
    hand_over_lead,
    invite_again,
    invite_member,
    leave,
    name_self,
    remove_member,
    set_reminders,
    show_number,
    take_lead_back,
)
from baigong.domain.entries.actions.sheets import note_changes_read
from baigong.domain.entries.actions.submission import submit_entry, undo_withdrawal, withdraw_entry
from baigong.domain.entries.actions.ties import add_tie, name_conflict, rule_tie, unname_conflict
from baigong.domain.entries.actions.tracks import answer_track, propose_track, take_track_back
from baigong.domain.entries.actions.units import set_units

__all__ = [
    "Start",
    "accept_entry",
    "accept_many",
    "add_tie",
    "answer_invitation",
    "answer_track",
    "attach",
    "attach_begun",
    "change_role",
    "describe",
    "detach",
    "hand_over_lead",
    "invite_again",
    "invite_member",
    "leave",
    "name_conflict",
    "name_self",
    "note_changes_read",
    "propose_track",
    "reject_entry",
    "remove_member",
    "restore_version",
    "return_entry",
    "rule_revelation",
    "rule_tie",
    "save_draft",
    "set_reminders",
    "set_units",
    "show_number",
    "start_entry",
    "start_many",
    "submit_entry",
    "submit_many",
    "take_lead_back",
    "take_track_back",
    "undo_withdrawal",
    "unname_conflict",
    "withdraw_entry",
]
