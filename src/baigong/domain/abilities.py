"""The names of all rights. Grammar: VERB_NOUN = "noun.verb"; alphabetical by noun.

To add one: a line here, a row in `config/policy.py`, a predicate in the chapter's `rules.py`.
"""

from enum import StrEnum


class Can(StrEnum):
    """What somebody may be able to do."""

    READ_AUDIT = "audit.read"

    DECLARE_CONFLICT = "conflict.declare"
    RULE_CONFLICT = "conflict.rule"

    CHANGE_EDITION = "edition.change"
    GRANT_ROLE = "edition.grant_role"
    VIEW_OFFICE = "edition.view_office"

    ACCEPT_ENTRY = "entry.accept"
    ANSWER_TRACK = "entry.answer_track"
    CREATE_ENTRY = "entry.create"
    DECIDE_ENTRY = "entry.decide"
    EDIT_ENTRY = "entry.edit"
    MANAGE_MEMBERS = "entry.manage_members"
    PROPOSE_TRACK = "entry.propose_track"
    EXPORT_ENTRIES = "entry.export"
    READ_ENTRY = "entry.read"
    RETURN_ENTRY = "entry.return"
    RULE_REVELATION = "entry.rule_revelation"
    SCORE_ENTRY = "entry.score"
    SHOW_NUMBER = "entry.show_number"
    SUBMIT_ENTRY = "entry.submit"
    VIEW_ENTRY = "entry.view"
    WITHDRAW_ENTRY = "entry.withdraw"

    ANSWER_INVITATION = "judge.answer"
    INVITE_JUDGE = "judge.invite"
    RELEASE_JUDGE = "judge.release"

    READ_LETTERS = "letters.read"

    ASK_MERGE = "person.ask_merge"
    MERGE_ACCOUNTS = "person.merge"
    ERASE_PERSON = "person.erase"
    REPEAT_ERASURE = "person.erase_again"
    ANSWER_DATA_REQUEST = "person.answer_data_request"
    TAKE_ERASURE_BACK = "person.take_erasure_back"

    ATTEND_MEETING = "meeting.attend"
    CAST_VOTE = "meeting.vote"
    DISCUSS_ITEM = "meeting.discuss"
    LEAD_MEETING = "meeting.lead"

    ANSWER_OBJECTION = "objection.answer"
    RAISE_OBJECTION = "objection.raise"

    ADVANCE_ENTRIES = "round.advance"
    ASSIGN_READS = "round.assign"
    CHANGE_ROUND = "round.change"
    TYPE_SHEET = "round.type_sheet"
    VIEW_FIGURES = "round.view_figures"
    VIEW_JUDGING = "round.view"

    APPROVE_CORRECTION = "result.approve_correction"
    PROPOSE_CORRECTION = "result.propose_correction"
    ANSWER_OFFER = "result.answer_offer"
    DECLINE_AWARD = "result.decline_award"

    APPROVE_SELECTION = "selection.approve"
    SIGN_UNEVEN = "selection.sign_uneven"
    COMPUTE_SELECTION = "selection.compute"
    PROPOSE_SELECTION = "selection.propose"
    PUBLISH_SELECTION = "selection.publish"
    VIEW_SELECTION = "selection.view"
    VOID_SELECTION = "selection.void"

    CORRECT_CERTIFICATE = "certificate.correct"
    ISSUE_CERTIFICATE = "certificate.issue"
    REVOKE_CERTIFICATE = "certificate.revoke"
    VIEW_CERTIFICATES = "certificate.view"

    EDIT_SOLUTION = "solution.edit"
    HIDE_SOLUTION = "solution.hide"
    PUBLISH_SOLUTION = "solution.publish"
    VIEW_SOLUTION = "solution.view"

    KEEP_UNITS = "units.keep"
