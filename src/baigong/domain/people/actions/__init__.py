"""The verbs of an account, by topic."""

from baigong.domain.people.actions.accounts import (
    LONGEST_NAME,
    answer_data_request,
    ask_about_data,
    ask_erasure,
    change_profile,
    delay_data_request,
    end_sessions,
    enrol,
    erase,
    erase_again,
    forget_attempts,
    give_totp,
    register,
    reseal,
    take_erasure_back,
    verify_address,
)
from baigong.domain.people.actions.merging import ask_merge, merge_accounts, part_accounts, prove_merge

__all__ = [
    "LONGEST_NAME",
    "answer_data_request",
    "ask_about_data",
    "ask_erasure",
    "ask_merge",
    "change_profile",
    "delay_data_request",
    "end_sessions",
    "enrol",
    "erase",
    "erase_again",
    "forget_attempts",
    "give_totp",
    "merge_accounts",
    "part_accounts",
    "prove_merge",
    "register",
    "reseal",
    "take_erasure_back",
    "verify_address",
]
