"""What a program needs to know of a world: who can sign in, where things are, how many there are."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from baigong.domain.certificates.models import Certificate
from baigong.domain.entries.models import Entry, Member
from baigong.domain.judging.models import Assignment, Ballot, Judge
from baigong.domain.library.models import Solution
from baigong.domain.people.models import Person
from baigong.domain.selection.models import Award
from baigong.kit import time
from baigong.kit.outbox.models import Message
from baigong.worlds import cast
from baigong.worlds.story import Story


def report(story: Story) -> dict[str, Any]:
    """As JSON data."""
    return {
        "url": settings.SITE_URL,
        "edition": story.edition.slug,
        "now": time.now().astimezone(time.TAIPEI).isoformat(),
        "counts": counts(story),
        "accounts": {role: cast.account(role).data() for role in cast.ROLES},
        "paths": paths(story),
    }


def counts(story: Story) -> dict[str, int]:
    """How many there are of everything in the edition."""
    own = {"edition": story.edition}
    entries = Entry.objects.filter(**own)
    return {
        "people": Person.objects.count(),
        "entries": entries.count(),
        "submitted": entries.handed_in().count(),
        "eligible": entries.eligible().count(),
        "judges": Judge.objects.filter(**own).count(),
        "assignments": Assignment.objects.standing().filter(round__edition=story.edition).count(),
        "ballots": Ballot.objects.filter(assignment__round__edition=story.edition, state="submitted").count(),
        "awards": Award.objects.filter(entry__edition=story.edition).count(),
        "certificates": Certificate.objects.filter(award__entry__edition=story.edition).count(),
        "solutions": Solution.objects.filter(**own, state="published").count(),
        "letters": Message.objects.count(),
    }


def paths(story: Story) -> dict[str, str]:
    """Addresses of the pages that a bench or a crawler opens, empty where the scene has none."""
    entry = (
        Member.objects.filter(person=story.cast["entrant"], entry__edition=story.edition)
        .values_list("entry__public_id", flat=True)
        .first()
    )
    read = (
        Assignment.objects.visible_to(story.cast["judge"]).order_by("order").values_list("public_id", flat=True).first()
    )
    certificate = Certificate.objects.filter(state="valid").order_by("pk").values_list("code", flat=True).first()
    slug = story.edition.slug
    return {
        "landing": _address("public:home"),
        "my_entries": _address("entrant:list"),
        "entry_edit": _address("entrant:write", entry),
        "reading_list": _address("jury:home"),
        "score_page": _address("jury:read", read),
        "office_entries": _address("office:entries", slug),
        "judging_dashboard": _address("office:dashboard", slug),
        "search": _address("public:library"),
        "ballots_export": _address("office:ballots_export", slug),
        "certificate_check": _address("public:check", certificate),
        "library": _address("public:library"),
    }


def _address(name: str, *parts: Any) -> str:
    """By name; with its parts, or without where the address has none."""
    for arguments in (parts, ()):
        if None not in arguments:
            try:
                return reverse(name, args=arguments)
            except NoReverseMatch:
                continue
    return ""
