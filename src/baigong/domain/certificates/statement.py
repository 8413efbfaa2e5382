"""What a certificate states, and how that is laid out on its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from baigong.domain.editions.document.prizes import CertificateText
from baigong.domain.editions.queries import document_of
from baigong.domain.entries.models import Entry, Member
from baigong.domain.entries.states import MemberState
from baigong.domain.selection.models import Award
from baigong.kit.documents.rendering import qr_svg
from baigong.kit.taiwan.dates import date_text
from baigong.kit.text import Bilingual
from baigong.kit.time import TAIPEI

ALL_NAMES = 4
IN_GROUPS = 5


@dataclass(frozen=True, slots=True)
class Names:
    """The people on a certificate, in both scripts."""

    zh: tuple[str, ...]
    en: tuple[str, ...] = ()

    @classmethod
    def of(cls, members: Sequence[Member]) -> Names:
        return cls(tuple(one.name for one in members), tuple(one.name_en for one in members if one.name_en))

    def in_words(self) -> Bilingual:
        """For a sentence: all of a small team, the first of a large one."""
        if len(self.zh) <= ALL_NAMES:
            return Bilingual(zh="、".join(self.zh), en=", ".join(self.en or self.zh))
        rest = len(self.zh) - 1
        return Bilingual(zh=f"{self.zh[0]}等 {len(self.zh)} 人", en=f"{(self.en or self.zh)[0]} and {rest} others")


def members_of(entry: Entry) -> list[Member]:
    """Those who said yes, in the team's own order; nobody is printed who was only named by others."""
    return [one for one in entry.members.all() if one.state == MemberState.ACCEPTED]


def text_for(award: Award) -> CertificateText | None:
    """The edition's words for this prize, or None where the prize brings no certificate."""
    document = document_of(award.prize.edition)
    brings = {prize.key for prize in document.prizes if prize.certificate}
    return next((one for one in document.certificates if one.prize == award.prize.key and one.prize in brings), None)


def statement(award: Award, *, code: str, names: Names, text: CertificateText) -> dict[str, Any]:
    """What is signed: everything that is printed and nothing else."""
    entry, edition = award.entry, award.prize.edition
    document = document_of(edition)
    return {
        "type": "certificate",
        "code": code,
        "title": text.title.data(),
        "body": _filled(text.body, award=award, names=names).data(),
        "names": {"zh": list(names.zh), "en": list(names.en)},
        "units": [one.unit.name for one in entry.entry_units.all()],
        "entry": {"zh": entry.title, "en": entry.title_en},
        "prize": award.prize.name.data(),
        "edition": edition.name.data(),
        "issuer": document.contacts[0].organisation.data(),
        "signed_by": [one.role.data() for one in text.signed_by],
        "date": award.awarded_at.astimezone(TAIPEI).date().isoformat(),
    }


def layout(said: dict[str, Any], *, is_rehearsal: bool) -> dict[str, Any]:
    """The data the certificate's template reads."""
    day = datetime.fromisoformat(said["date"]).date()
    return {
        **said,
        "code": printed(said["code"]),
        "date": date_text(day).data(),
        "qr": qr_svg(address(said["code"])),
        "rehearsal": is_rehearsal,
    }


def address(code: str) -> str:
    """The page that confirms it."""
    return f"{settings.SITE_URL}{reverse('public:check', args=[code])}"


def printed(code: str) -> str:
    """The code as people read it: capitals in groups."""
    return "-".join(code[start : start + IN_GROUPS].upper() for start in range(0, len(code), IN_GROUPS))


def _filled(body: Bilingual, *, award: Award, names: Names) -> Bilingual:
    edition, prize, people = award.prize.edition.name, award.prize.name, names.in_words()
    entry = Bilingual(zh=award.entry.title, en=award.entry.title_en)
    words = {"name": people, "entry": entry, "prize": prize, "edition": edition}
    return Bilingual(
        zh=_fill(body.zh, {key: text.to("zh-hant") for key, text in words.items()}),
        en=_fill(body.en, {key: text.to("en") for key, text in words.items()}),
    )


def _fill(text: str, words: dict[str, str]) -> str:
    for key, word in words.items():
        text = text.replace("{" + key + "}", word)
    return text
