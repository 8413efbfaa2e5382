"""What an invitation shows to whoever holds its secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from baigong.domain.judging.models import Judge, Round
from baigong.kit.text import Bilingual


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who is asked to read what, when."""

    name: str
    state: str
    edition: Bilingual
    tracks: list[str]
    opens_at: datetime | None
    closes_at: datetime | None
    reads_each: int


def invitation_of(secret: str) -> Invitation | None:
    """The invitation a secret belongs to, or nothing."""
    token = sha256(secret.encode()).hexdigest()
    judge = Judge.objects.filter(token=token).select_related("edition").first()
    if judge is None:
        return None
    stage = Round.objects.filter(edition=judge.edition_id).first()
    return Invitation(
        name=judge.name,
        state=judge.state,
        edition=judge.edition.name,
        tracks=[str(track.name) for track in judge.tracks.all()],
        opens_at=stage.opens_at if stage else None,
        closes_at=stage.closes_at if stage else None,
        reads_each=stage.reads_per_entry if stage else 0,
    )
