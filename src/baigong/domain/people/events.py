"""What happens to a person's account."""

from dataclasses import dataclass

from baigong.kit.events import Event


@dataclass(frozen=True, kw_only=True)
class ErasureAsked(Event):
    """Somebody wants the account and the data erased."""

    erasure_id: int


@dataclass(frozen=True, kw_only=True)
class MergeAsked(Event):
    """Somebody wants two accounts to be one; each address gets its code."""

    merge_id: int
    own_code: str
    other_code: str


@dataclass(frozen=True, kw_only=True)
class AccountsMerged(Event):
    """Two accounts are one."""

    merge_id: int


@dataclass(frozen=True, kw_only=True)
class DataAsked(Event):
    """Somebody asks something about the own data."""

    datarequest_id: int


@dataclass(frozen=True, kw_only=True)
class DataAnswered(Event):
    """The answer is there, or it takes longer and why."""

    datarequest_id: int


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """Every chapter forgets the person now; the name and address still stand while the listeners run."""

    person_id: int
