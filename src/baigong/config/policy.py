"""Who may do what: one row per ability."""

from rules.predicates import Predicate

from baigong.domain.abilities import Can
from baigong.domain.editions.rules import (
    holds_role,
    is_anybody,
    is_auditor,
    is_chair,
    is_director,
    is_office,
    is_signed_in,
    is_system,
    serves_the_house,
)
from baigong.domain.entries.rules import (
    are_on_one_team,
    has_tie,
    is_handed_in,
    is_lead,
    is_member,
    is_writer,
    stands_alone,
)
from baigong.domain.judging.rules import has_reads_left, has_stake, is_assigned, is_this_judge, judge_each_other
from baigong.domain.library.rules import is_of_its_team, leads_its_team
from baigong.domain.people.rules import is_self
from baigong.domain.selection.rules import did_not_propose, has_vote, is_bound, is_present, is_seated

is_staff = is_office | is_director

POLICY: dict[str, Predicate] = {
    Can.READ_AUDIT: is_director | is_auditor,
    Can.ISSUE_CERTIFICATE: is_system | is_staff,
    Can.CORRECT_CERTIFICATE: is_staff,
    Can.REVOKE_CERTIFICATE: is_system | is_director,
    Can.VIEW_CERTIFICATES: is_staff | is_auditor,
    Can.DECLARE_CONFLICT: is_signed_in,
    Can.RULE_CONFLICT: is_staff & ~has_tie,
    Can.CHANGE_EDITION: is_system | is_staff,
    Can.GRANT_ROLE: is_system | is_director,
    Can.VIEW_OFFICE: is_staff | is_auditor,
    Can.CREATE_ENTRY: is_signed_in,
    Can.EDIT_ENTRY: is_writer,
    Can.MANAGE_MEMBERS: is_lead,
    Can.SUBMIT_ENTRY: is_system | is_lead,
    Can.WITHDRAW_ENTRY: is_lead,
    Can.ANSWER_TRACK: is_lead,
    Can.RULE_REVELATION: is_staff & ~has_tie,
    Can.PROPOSE_TRACK: is_staff & ~has_tie,
    Can.EXPORT_ENTRIES: is_staff | is_auditor,
    Can.VIEW_ENTRY: is_member | ((is_staff | is_chair | is_auditor) & is_handed_in & ~has_tie),
    Can.SHOW_NUMBER: is_staff & is_handed_in & ~has_tie,
    Can.RETURN_ENTRY: is_staff & ~has_tie,
    Can.ACCEPT_ENTRY: is_staff & ~has_tie,
    Can.DECIDE_ENTRY: is_system,
    Can.READ_ENTRY: is_assigned & ~has_tie,
    Can.SCORE_ENTRY: is_assigned & ~has_tie,
    Can.ANSWER_INVITATION: is_system | is_this_judge,
    Can.INVITE_JUDGE: is_system | is_staff,
    Can.RELEASE_JUDGE: is_this_judge | is_staff,
    Can.ATTEND_MEETING: is_seated,
    Can.DISCUSS_ITEM: is_seated & is_present & ~is_bound,
    Can.CAST_VOTE: has_vote & is_present & ~is_bound,
    Can.LEAD_MEETING: (is_staff | is_chair) & ~has_stake,
    Can.RAISE_OBJECTION: is_lead,
    Can.ANSWER_OBJECTION: is_staff & ~has_tie,
    Can.PROPOSE_CORRECTION: is_staff & ~has_stake,
    Can.APPROVE_CORRECTION: is_director & did_not_propose & ~has_stake,
    Can.ANSWER_OFFER: is_lead,
    Can.DECLINE_AWARD: is_lead,
    Can.READ_LETTERS: is_staff,
    Can.ASSIGN_READS: is_system | (is_staff & ~has_tie),
    Can.CHANGE_ROUND: is_system | is_staff,
    Can.TYPE_SHEET: is_staff & ~has_tie,
    Can.ADVANCE_ENTRIES: is_staff & ~has_stake,
    Can.VIEW_JUDGING: is_staff | is_chair | is_auditor,
    Can.COMPUTE_SELECTION: is_system | (is_staff & ~has_stake),
    Can.SIGN_UNEVEN: is_staff & ~has_stake,
    Can.PROPOSE_SELECTION: is_staff & ~has_stake,
    Can.APPROVE_SELECTION: is_director & did_not_propose & ~has_stake,
    Can.VOID_SELECTION: is_system | (is_staff & ~has_stake),
    Can.PUBLISH_SELECTION: is_system,
    Can.VIEW_FIGURES: (is_staff | is_chair | is_auditor) & ~has_stake,
    Can.VIEW_SELECTION: (is_staff | is_chair | is_auditor) & ~has_stake,
    Can.EDIT_SOLUTION: is_of_its_team | is_staff,
    Can.HIDE_SOLUTION: is_system | is_staff | leads_its_team,
    Can.PUBLISH_SOLUTION: is_system | leads_its_team,
    Can.VIEW_SOLUTION: is_anybody,
    Can.ASK_MERGE: is_self,
    Can.MERGE_ACCOUNTS: is_self & ~are_on_one_team & ~judge_each_other,
    Can.ERASE_PERSON: is_self & ~holds_role & ~stands_alone & ~has_reads_left,
    Can.REPEAT_ERASURE: is_system,
    Can.ANSWER_DATA_REQUEST: serves_the_house & ~is_self,
    Can.TAKE_ERASURE_BACK: is_self,
    Can.KEEP_UNITS: is_system | is_staff,
}

# The doors of these ask once more who is there, unless that was answered a few minutes ago.
STEP_UP = frozenset(
    {Can.APPROVE_CORRECTION, Can.APPROVE_SELECTION, Can.EXPORT_ENTRIES, Can.GRANT_ROLE, Can.SIGN_UNEVEN}
)
