"""Somebody signed up twice: both addresses prove it, everything moves at once, and for thirty days it can be undone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.account.utils import filter_users_by_email
from django.db.models import Q
from django.urls import reverse

from baigong.domain.consents.models import Consent
from baigong.domain.editions.actions import grant_role
from baigong.domain.editions.models import Edition, Role, Track
from baigong.domain.entries.actions import accept_entry, start_entry
from baigong.domain.entries.models import Entry
from baigong.domain.judging.actions import answer_judge, invite_judge
from baigong.domain.people import references
from baigong.domain.people.actions import (
    ask_erasure,
    ask_merge,
    give_totp,
    merge_accounts,
    part_accounts,
    prove_merge,
    register,
    verify_address,
)
from baigong.domain.people.models import AccountMerge, Person
from baigong.domain.people.queries import owner_of
from baigong.interface.my_data import as_data
from baigong.kit import time
from baigong.kit.audit.chain import verify
from baigong.kit.errors import BadInput, NotAllowed, Refused
from baigong.kit.outbox.models import Message
from baigong.kit.policy import SYSTEM
from tests.domain.people.test_erasure import leave, rows, team_with
from tests.support.call import signed_in
from tests.support.jury import secret_of

OLD, ELDEST = "lin.old@example.org", "lin.eldest@example.org"


@pytest.fixture
def twin(edition: Edition, lead: Person) -> Person:
    """The account that the lead forgot about."""
    verify_address(lead)
    person = register(email=OLD, name="林示範（舊）")
    verify_address(person)
    return person


def codes(merge: AccountMerge) -> dict[str, str]:
    """As they stand in the two letters."""
    sent = Message.objects.filter(kind="merge-code").order_by("-pk")
    found = {name: sent.filter(to=to).first() for name, to in (("own", merge.person.email), ("other", merge.address))}
    return {f"{name}_code": letter.subject.split("：")[-1] if letter else "" for name, letter in found.items()}


def proven(person: Person, address: str = OLD) -> AccountMerge:
    merge = ask_merge(person, address=address, by=person)
    return prove_merge(merge, **codes(merge), by=person)


def rows_of(person: Person) -> dict[str, list[Any]]:
    found = {f"{m.__name__}.{c.name}": m._base_manager.filter(**{c.name: person}) for m, c in references.columns()}
    return {name: sorted(rows.values_list("pk", flat=True)) for name, rows in found.items() if rows.exists()}


def test_everything_moves_at_once_and_goes_back(edition: Edition, track: Track, lead: Person, twin: Person) -> None:
    entry = start_entry(edition, track=track, by=twin, title="舊帳號寫的")
    for person, kinds in ((twin, ("auditor", "partner")), (lead, ("auditor",))):
        signed_in(person, edition)
        for kind in kinds:
            grant_role(edition, person, kind, by=SYSTEM)
    before = rows_of(twin)
    merge = merge_accounts(proven(lead), by=lead)
    assert list(rows_of(twin)) == ["Role.person"]  # one that both held: nobody needs it twice
    assert set(Role.objects.filter(person=lead).values_list("kind", flat=True)) == {"auditor", "partner"}
    assert Entry.objects.get(pk=entry.pk).members.get(role="lead").person == lead
    assert (
        Consent.objects.filter(person=lead).count()
        == 2 * Consent.objects.filter(person=lead).distinct().values("notice").count()
    )
    assert register(email=OLD.upper()) == lead
    assert list(filter_users_by_email(OLD, is_active=True)) == [lead]
    assert any(act["verb"] == "entry.start" for act in as_data(lead)["acts_on_record"])
    assert sorted(Message.objects.filter(kind="accounts-merged").values_list("to", flat=True)) == [lead.email, OLD]
    part_accounts(merge, by=lead)
    assert {**rows_of(twin), "Message.person": []} == {**before, "Message.person": []}
    assert Person.objects.get(pk=twin.pk, is_active=True).email == OLD
    assert EmailAddress.objects.get(user=twin, primary=True, verified=True).email == OLD
    assert verify() == ""


def test_wrong_codes_count_and_run_out(lead: Person, twin: Person) -> None:
    merge = ask_merge(lead, address=OLD, by=lead)
    good = codes(merge)
    for _ in range(4):
        with pytest.raises(BadInput):
            prove_merge(merge, own_code=good["own_code"], other_code="0000-0000", by=lead)
    assert prove_merge(merge, own_code=good["own_code"].upper(), other_code=good["other_code"], by=lead)
    late = ask_merge(lead, address=OLD, by=lead)
    good = codes(late)
    with time.frozen(time.now() + timedelta(minutes=31)), pytest.raises(Refused):
        prove_merge(late, **good, by=lead)


def test_codes_of_somebody_else_prove_nothing(lead: Person, twin: Person, stranger: Person) -> None:
    merge = ask_merge(lead, address=OLD, by=lead)
    with pytest.raises(NotAllowed):
        prove_merge(merge, **codes(merge), by=stranger)
    with pytest.raises(Refused):
        merge_accounts(merge, by=lead)


def test_an_address_without_an_account_gets_no_letter_and_no_different_answer(edition: Edition, lead: Person) -> None:
    merge = ask_merge(lead, address="nobody@example.org", by=lead)
    assert not Message.objects.filter(to="nobody@example.org").exists()
    with pytest.raises(BadInput):
        prove_merge(merge, **codes(merge), by=lead)


def test_what_stands_against_it_is_named(
    edition: Edition, track: Track, lead: Person, twin: Person, officer: Person, submitted: Entry
) -> None:
    accept_entry(submitted, by=officer)
    judge = invite_judge(edition, name="舊我", email=OLD, by=officer)
    answer_judge(secret_of(judge), accept=True, by=twin)
    with pytest.raises(NotAllowed, match="磨"):
        merge_accounts(proven(lead), by=lead)
    both = start_entry(edition, track=track, by=twin, title="兩個我都在")
    team_with(both, twin, lead)
    with pytest.raises(NotAllowed, match="兩個我都在"):
        merge_accounts(proven(lead), by=lead)


def test_no_code_by_mail_stands_in_for_a_second_factor(lead: Person, twin: Person) -> None:
    Person.objects.filter(pk=twin.pk).update(is_generated=True)
    twin.refresh_from_db()
    give_totp(twin, secret="JBSWY3DPEHPK3PXP")
    with pytest.raises(Refused, match="第二道"):
        merge_accounts(proven(lead), by=lead)


def test_erasing_the_one_erases_what_the_other_was(edition: Edition, lead: Person, twin: Person) -> None:
    merge_accounts(proven(lead), by=lead)
    leave(lead)
    assert set(Person.objects.filter(pk__in=[lead.pk, twin.pk]).values_list("name", "is_active")) == {("", False)}
    assert not Person.objects.filter(email=OLD).exists()
    assert AccountMerge.objects.get().address == ""


@pytest.fixture
def chain(lead: Person, twin: Person) -> list[AccountMerge]:
    """The oldest account went into the old one, and that into the lead's: the outer merge first."""
    eldest = register(email=ELDEST, name="林最早", phone="02-5555-6666")
    verify_address(eldest)
    inner = merge_accounts(proven(twin, ELDEST), by=twin)
    return [merge_accounts(proven(lead), by=lead), inner]


def test_erasing_the_last_erases_all_that_it_ever_was(lead: Person, chain: list[AccountMerge]) -> None:
    assert any(act["verb"] == "person.ask_merge" for act in as_data(lead)["acts_on_record"])
    leave(lead)
    left = Person.objects.filter(Q(name__startswith="林") | Q(email__in=[lead.email, OLD, ELDEST]) | Q(is_active=True))
    assert not left.exclude(email__endswith="@baigong.example").exists()
    assert not [row for row in rows() if ELDEST in row or "林最早" in row or OLD in row]
    assert not any(Person.objects.values_list("phone", flat=True))


def test_a_chain_is_parted_from_its_outer_end(lead: Person, twin: Person, chain: list[AccountMerge]) -> None:
    outer, inner = chain
    eldest = inner.other
    assert eldest is not None
    with pytest.raises(Refused, match="先"):
        part_accounts(inner, by=twin)
    part_accounts(outer, by=lead)
    assert [owner_of(one) for one in (lead.email, OLD, ELDEST)] == [lead, twin, twin]
    part_accounts(inner, by=twin)
    assert [owner_of(one) for one in (lead.email, OLD, ELDEST)] == [lead, twin, eldest]


def test_the_pages_lead_through_it(edition: Edition, track: Track, lead: Person, twin: Person) -> None:
    start_entry(edition, track=track, by=twin, title="舊帳號寫的")
    visitor = signed_in(lead, edition)
    start = reverse("account:merge-start")
    assert visitor.post(start, {"address": lead.email}).status_code == 422
    place = visitor.post(start, {"address": OLD}).headers["Location"]
    merge = AccountMerge.objects.get()
    assert visitor.post(place, {"own_code": "x", "other_code": "y"}).status_code == 422
    assert visitor.post(place, codes(merge)).headers["Location"] == place
    assert "投稿" in visitor.get(place).content.decode()
    assert visitor.post(place).status_code == 302
    assert Entry.objects.visible_to(lead).count() == 1
    assert visitor.get(start).status_code == 200
    assert visitor.post(place).status_code == 302
    assert Entry.objects.visible_to(lead).count() == 0


def test_an_account_that_is_about_to_go_is_not_merged(lead: Person, twin: Person) -> None:
    ask_erasure(twin, by=twin)
    with pytest.raises(Refused, match="刪除"):
        merge_accounts(proven(lead), by=lead)
