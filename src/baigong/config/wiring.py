"""What happens when: one row per event. Listeners may only write a row or enqueue a job."""

from collections.abc import Iterable

from baigong.domain.certificates.jobs import follow_revocation as withdraw_certificates
from baigong.domain.certificates.jobs import issue_all
from baigong.domain.editions.actions import publish_notices
from baigong.domain.editions.events import DeadlineExtended, EditionSaved
from baigong.domain.entries.actions.forgetting import forget_person
from baigong.domain.entries.actions.sheets import follow_sheet
from baigong.domain.entries.actions.units import follow_merge, follow_parting
from baigong.domain.entries.events import (
    ConflictNamed,
    EntryAccepted,
    EntryRejected,
    EntryReturned,
    EntrySubmitted,
    EntryWithdrawn,
    LeadHandedOver,
    ManyOpened,
    MemberInvited,
    TrackAnswered,
    TrackProposed,
    WithdrawalUndone,
)
from baigong.domain.entries.jobs import look_for_names
from baigong.domain.judging import jobs as judging
from baigong.domain.judging.actions.forgetting import forget_judge
from baigong.domain.judging.actions.oaths import follow_oath
from baigong.domain.judging.actions.reads import count_again
from baigong.domain.judging.actions.rounds import follow_rounds
from baigong.domain.judging.events import (
    AssignmentAsked,
    BallotSubmitted,
    FiguresWanted,
    JudgeAnswered,
    JudgeInvited,
    OutlookAsked,
    PairsAsked,
    PassageAsked,
    ReadsAssigned,
    ReminderWanted,
    RoundClosed,
    WeightsChanged,
)
from baigong.domain.library.jobs import follow_revocation as withdraw_page
from baigong.domain.library.jobs import prepare_all
from baigong.domain.people.events import AccountsMerged, DataAnswered, DataAsked, ErasureAsked, MergeAsked, PersonErased
from baigong.domain.selection import jobs as selection
from baigong.domain.selection.events import (
    AwardAdded,
    AwardDeclined,
    AwardKept,
    AwardRevoked,
    ObjectionAnswered,
    ObjectionRaised,
    PlaceLeft,
    PlaceOffered,
    PublicationStopped,
    ResultsPublished,
    SelectionApproved,
    SelectionAsked,
    SelectionProposed,
)
from baigong.domain.sheets.actions import publish_sheet
from baigong.domain.units.events import UnitMerged, UnitsParted
from baigong.kit.events import Event, Listener
from baigong.kit.jobs.registry import later
from baigong.letters import account, entrant, results
from baigong.letters import jobs as post
from baigong.letters import jury as jury_letters

WIRING: dict[type[Event], Iterable[Listener]] = {
    EditionSaved: (publish_sheet, follow_sheet, publish_notices, follow_rounds, follow_oath),
    DeadlineExtended: (follow_rounds, later(post.tell_extension, "extension_id")),
    EntrySubmitted: (entrant.on_submitted,),
    EntryReturned: (entrant.on_returned,),
    EntryAccepted: (entrant.on_accepted, later(look_for_names, "entry_id")),
    EntryRejected: (entrant.on_rejected,),
    EntryWithdrawn: (entrant.on_withdrawn,),
    WithdrawalUndone: (entrant.on_withdrawal_undone,),
    TrackProposed: (entrant.on_track_proposed,),
    TrackAnswered: (entrant.on_track_answered,),
    MemberInvited: (entrant.on_invited,),
    LeadHandedOver: (entrant.on_handed_over,),
    ErasureAsked: (account.on_erasure_asked,),
    MergeAsked: (account.on_merge_asked,),
    AccountsMerged: (account.on_accounts_merged,),
    DataAsked: (later(post.tell_data_request, "datarequest_id"),),
    DataAnswered: (account.on_data_answered,),
    PersonErased: (forget_person, forget_judge),
    UnitMerged: (follow_merge,),
    UnitsParted: (follow_parting,),
    JudgeInvited: (jury_letters.invitation,),
    ConflictNamed: (later(judging.find_conflicts, "edition_id"),),
    JudgeAnswered: (later(judging.find_conflicts, "edition_id"),),
    AssignmentAsked: (later(judging.assign_reads, "plan_id"),),
    PairsAsked: (later(judging.begin_pairs, "round_id"),),
    PassageAsked: (later(judging.find_passage, "passage_id"),),
    ReadsAssigned: (later(post.tell_readers, "round_id", "judge_ids"),),
    OutlookAsked: (later(judging.forecast, "outlook_id"),),
    ReminderWanted: (jury_letters.reminder,),
    BallotSubmitted: (count_again,),
    RoundClosed: (count_again,),
    FiguresWanted: (later(judging.refresh_figures, "round_id"),),
    WeightsChanged: (later(judging.recount, "round_id", "version"),),
    SelectionAsked: (later(selection.compute_selection, "selection_id"),),
    SelectionProposed: (later(post.ask_approval, "selection_id"),),
    ManyOpened: (later(post.tell_many_opened, "person_id", "edition_id", "entries"),),
    SelectionApproved: (later(post.tell_approved, "selection_id"),),
    PublicationStopped: (later(post.tell_stopped, "selection_id"),),
    AwardRevoked: (
        later(withdraw_certificates, "award_id"),
        later(withdraw_page, "award_id"),
        later(post.tell_revoked, "correction_id"),
    ),
    AwardDeclined: (later(post.tell_declined, "correction_id"),),
    AwardKept: (later(post.tell_kept, "correction_id"),),
    PlaceOffered: (later(post.tell_offered, "offer_id"),),
    PlaceLeft: (later(post.tell_left, "offer_id"),),
    AwardAdded: (later(issue_all, "selection_id"), later(prepare_all, "selection_id")),
    ObjectionRaised: (later(post.tell_question, "objection_id"),),
    ObjectionAnswered: (results.answered,),
    ResultsPublished: (
        later(selection.prepare_feedback, "selection_id"),
        later(post.announce_results, "selection_id"),
        later(post.thank_judges, "selection_id"),
        later(issue_all, "selection_id"),
        later(prepare_all, "selection_id"),
    ),
}
