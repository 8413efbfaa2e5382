"""The people of a world who have a password, one per role, and everybody else who does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from baigong.domain.consents.actions import give
from baigong.domain.consents.queries import required
from baigong.domain.editions.actions import grant_role
from baigong.domain.editions.models import Edition, Role
from baigong.domain.people.actions import give_totp, register, verify_address
from baigong.domain.people.models import Person
from baigong.kit.policy import SYSTEM
from baigong.worlds import words
from baigong.worlds.chance import Chance

PASSWORD = "baigong-demo-2026"  # noqa: S105 (printed on the screen of every demo)
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 (likewise)
STAFF = {
    "chair": Role.Kind.CHAIR,
    "office": Role.Kind.OFFICE,
    "director": Role.Kind.DIRECTOR,
    "partner": Role.Kind.PARTNER,
    "auditor": Role.Kind.AUDITOR,
}
ROLES = ("entrant", "member", "judge", "conflicted_judge", *STAFF)
NAMES = {
    "entrant": "林示範", "member": "陳隊友", "judge": "王評審", "conflicted_judge": "李迴避", "chair": "張召集",
    "office": "周承辦", "director": "吳主任", "partner": "鄭夥伴", "auditor": "許稽核",
}  # fmt: skip


@dataclass(frozen=True)
class Account:
    """How to sign in as somebody of the cast."""

    email: str
    password: str = PASSWORD
    totp_secret: str = TOTP_SECRET

    def data(self) -> dict[str, str]:
        return {"email": self.email, "password": self.password, "totp_secret": self.totp_secret}


def account(role: str) -> Account:
    return Account(email=f"{role.replace('_', '-')}@demo.baigong.example")


def assemble(edition: Edition) -> dict[str, Person]:
    """Make the cast, give it its roles, its second factor, and its consent to the notices."""
    cast = {role: _person(role, edition) for role in ROLES}
    for role, kind in STAFF.items():
        grant_role(edition, cast[role], kind, by=SYSTEM)
    return cast


def _person(role: str, edition: Edition) -> Person:
    who = account(role)
    person = register(
        email=who.email,
        name=NAMES[role],
        password=who.password,
        is_generated=True,
        name_en=role.replace("_", " ").title(),
    )
    verify_address(person)
    give_totp(person, secret=who.totp_secret)
    agree(person, edition)
    return person


def agree(person: Person, edition: Edition) -> None:
    """Agree to everything an account has to agree to."""
    for notice in required(edition=edition.slug):
        give(notice, by=person)


def invented(kind: str, number: int, *, chance: Chance) -> Person:
    """One of the many: has an account, cannot sign in."""
    draw = chance.of(kind, number)
    fields: dict[str, Any] = {"name": words.name(draw), "name_en": words.name_en(draw), "is_generated": True}
    return register(email=f"{kind}{number:05d}@demo.baigong.example", **fields)
