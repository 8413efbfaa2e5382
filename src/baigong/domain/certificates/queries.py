"""What the check page says of a code, and what a team may fetch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from baigong.domain.certificates.models import Certificate
from baigong.domain.certificates.statement import printed
from baigong.domain.certificates.states import CertificateState
from baigong.domain.editions.models import Edition
from baigong.domain.editions.queries import document_of
from baigong.domain.entries.models import Entry
from baigong.domain.selection.models import Award
from baigong.kit.files.models import StoredFile
from baigong.kit.ids import ALPHABET, LENGTH
from baigong.kit.signing.statements import Signed
from baigong.kit.text import Bilingual

MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1"})
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to a code: its state and only what stands on the sheet."""

    state: str
    said: dict[str, Any]
    code: str = ""
    closed_on: datetime | None = None

    @property
    def is_known(self) -> bool:
        return self.state != UNKNOWN

    @property
    def printed(self) -> str:
        return printed(self.code)

    @property
    def day(self) -> date:
        return date.fromisoformat(self.said["date"])

    @property
    def prize(self) -> Bilingual:
        return Bilingual.of(self.said["prize"])

    @property
    def entry(self) -> Bilingual:
        return Bilingual.of(self.said["entry"])

    @property
    def edition(self) -> Bilingual:
        return Bilingual.of(self.said["edition"])


def checked(code: str) -> Checked:
    """Look a code up; an unknown one and one that is not out yet give the same answer after the same question."""
    row = Certificate.objects.filter(code=cleaned(code)).first()
    return Checked(row.state, row.payload, row.code, row.closed_at) if row else Checked(UNKNOWN, {})


def cleaned(code: str) -> str:
    """A code as typed from paper: capitals, dashes, and letters that look like figures make no difference."""
    letters = code.lower().translate(MISREAD)
    return "".join(one for one in letters if one in ALPHABET)[: LENGTH + 1]


def signed_statement(code: str) -> str | None:
    """The file that can be verified without us, or None for an unknown code."""
    row = Certificate.objects.filter(code=cleaned(code)).first()
    return Signed(row.payload, row.key_id, row.signature).as_file() if row else None


def certificates_of(entry: Entry) -> list[Certificate]:
    """The valid certificates of a team, newest first."""
    valid = Certificate.objects.filter(award__entry=entry, state=CertificateState.VALID)
    return list(valid.select_related("award__prize", "file").order_by("-issued_at"))


def issued_in(edition: Edition, *, words: str = "") -> QuerySet[Certificate]:
    """All certificates of a year, newest first; `words` is part of a name or a number as typed."""
    all_of = Certificate.objects.filter(award__prize__edition=edition).select_related("award__prize", "award__entry")
    if words:
        all_of = all_of.filter(Q(name__icontains=words) | Q(name_en__icontains=words) | Q(code=cleaned(words)))
    return all_of.order_by("-issued_at", "-pk")


def counts_by_state(edition: Edition) -> dict[str, int]:
    """How many there are of each."""
    grouped = (
        Certificate.objects.filter(award__prize__edition=edition).values_list("state").annotate(number=Count("pk"))
    )
    return dict.fromkeys(CertificateState.values, 0) | dict(grouped)


def history_of(certificate: Certificate) -> list[Certificate]:
    """All that were issued for the same award and person, the first one first."""
    same = Certificate.objects.filter(award=certificate.award, member=certificate.member)
    return list(same.order_by("issued_at", "pk"))


def not_issued(edition: Edition) -> list[Award]:
    """Awards that should have a certificate and have none, for the office to see to."""
    bringing = [text.prize for text in document_of(edition).certificates]
    missing = Award.objects.filter(prize__edition=edition, prize__key__in=bringing, revoked_at=None, certificates=None)
    return list(missing.select_related("entry", "prize"))


def certificate_file(code: str) -> StoredFile | None:
    """The sheet of a certificate that holds."""
    valid = Certificate.objects.filter(code=cleaned(code), state=CertificateState.VALID)
    row = valid.select_related("file").first()
    return row.file if row else None
