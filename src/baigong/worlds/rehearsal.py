"""The full-year rehearsal: a year in a database of its own, and what went wrong with its configuration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

from django.utils.translation import gettext as _

from baigong.domain.certificates.models import Certificate
from baigong.domain.certificates.queries import checked
from baigong.domain.editions.document import Document
from baigong.domain.editions.document.cautions import cautions
from baigong.domain.entries.models import Correction
from baigong.domain.judging.models import Ballot
from baigong.domain.library.models import Solution
from baigong.domain.selection.models import Award, Selection
from baigong.kit.outbox.models import Message
from baigong.worlds.building import build
from baigong.worlds.report import counts
from baigong.worlds.story import Story

Say = Callable[[str], object]


def rehearse(story: Story, *, say: Say) -> dict[str, Any]:
    """Live the year through its publication; returns the figures and the problems found."""
    start = monotonic()
    story.tell = _clocked(story, say)
    build(story, last="results_out")
    story.tell("")
    return figures(story) | {"problems": list(problems(story)), "seconds": round(monotonic() - start, 1)}


def _clocked(story: Story, say: Say) -> Say:
    """Says each phase when it is over, with what there is by then and how long it took."""
    begun: list[tuple[str, float]] = []

    def tell(step: str) -> None:
        if begun:
            name, since = begun[-1]
            there = "  ".join(f"{key} {number:,}" for key, number in counts(story).items() if number)
            say(f"{name:<14}{monotonic() - since:7.1f} s  {there}")
        begun.append((step, monotonic()))

    return tell


def figures(story: Story) -> dict[str, Any]:
    """What the year came to."""
    own = {"entry__edition": story.edition}
    awards = Counter(Award.objects.filter(**own).values_list("prize__key", flat=True))
    certificates = Certificate.objects.filter(award__entry__edition=story.edition)
    return {
        "entries": counts(story)["entries"],
        "returned": Correction.objects.filter(**own).values("entry").distinct().count(),
        "eligible": counts(story)["eligible"],
        "ballots": Ballot.objects.filter(assignment__entry__edition=story.edition, state="submitted").count(),
        "awards": dict(awards),
        "certificates": certificates.count(),
        "certificates_confirmed": sum(
            checked(code).state == "valid" for code in certificates.values_list("code", flat=True)
        ),
        "library_pages": Solution.objects.filter(edition=story.edition, state="published").count(),
        "letters": Message.objects.count(),
    }


def problems(story: Story) -> Iterator[str]:
    """What the office should look at before the real year."""
    yield from (str(caution.sentence) for caution in cautions(story.document))
    yield from _prizes(story.document, figures(story)["awards"])
    yield from (
        _("letter not sent: %(kind)s") % {"kind": kind}
        for kind in Message.objects.exclude(state="sent").values_list("kind", flat=True).distinct()
    )
    if not Selection.objects.filter(edition=story.edition, state="published").exists():
        yield _("the results were not published")


def _prizes(document: Document, awarded: dict[str, int]) -> Iterator[str]:
    for prize in document.prizes:
        wanted = prize.count * (len(document.tracks) if prize.per == "track" else 1)
        if (got := awarded.get(prize.key, 0)) != wanted:
            told = {"prize": prize.name, "got": got, "wanted": wanted}
            yield _("%(prize)s: %(got)s of %(wanted)s were awarded") % told
