"""Files that belong to an answer; each version of the answers names its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from baigong.domain.abilities import Can
from baigong.domain.entries import errors, queries
from baigong.domain.entries.actions.drafts import save_draft
from baigong.domain.entries.models import Entry, Evidence
from baigong.kit import audit, policy, time
from baigong.kit.errors import BadInput, Refused
from baigong.kit.files.actions import keep
from baigong.kit.files.models import StoredFile
from baigong.kit.text import clean_line

MEGABYTE = 1024 * 1024
TOLD = ("shown", "names", "agreed", "minors", "guardians", "licence", "source")


def attach(entry: Entry, *, question: str, upload: File[bytes], by: Any, caption: str = "") -> Evidence:
    """Keep a file and let the answer name it. Raises BadInput under "file" with the reason and the way out."""
    policy.require(by, Can.EDIT_ENTRY, entry)
    _has_room(entry, question=question, upload=upload)
    limits, allowed = queries.limits_of(entry), queries.kinds_for(entry, question)
    bounds = {"most": limits.file_mb * MEGABYTE, "most_minutes": limits.video_minutes}
    kept = keep(upload, purpose="evidence", owner=by, allowed=allowed, **bounds)
    return put(entry, question=question, kept=kept, by=by, caption=caption)


@transaction.atomic
def put(entry: Entry, *, question: str, kept: StoredFile, by: Any, caption: str = "") -> Evidence:
    """Let an answer name a file that is kept already."""
    entry.refresh_from_db(fields=("version", "state"), from_queryset=Entry.objects.select_for_update())
    answers = queries.answers_of(entry)
    evidence = Evidence.objects.create(entry=entry, question=question, file=kept, caption=clean_line(caption)[:200])
    names = [*(answers.get(question) or ()), evidence.public_id]
    save_draft(entry, answers={question: names}, version=entry.version, by=by)
    audit.record("entry.attach", entry, by=by, question=question, file=kept.public_id, sha256=kept.sha256)
    return evidence


@transaction.atomic
def detach(evidence: Evidence, *, by: Any) -> None:
    """The answer no longer names the file; versions that did still do."""
    entry = evidence.entry
    policy.require(by, Can.EDIT_ENTRY, entry)
    entry.refresh_from_db(fields=("version", "state"), from_queryset=Entry.objects.select_for_update())
    answers = queries.answers_of(entry)
    names = [name for name in answers.get(evidence.question) or () if name != evidence.public_id]
    save_draft(entry, answers={evidence.question: names}, version=entry.version, by=by)
    audit.record("entry.detach", entry, by=by, question=evidence.question, file=evidence.file.public_id)


@transaction.atomic
def describe(evidence: Evidence, *, caption: str, people: Mapping[str, Any], by: Any) -> None:
    """Say what a file shows, who is in it, whether they agreed, and under which licence it may be shown.

    Possible at any time, because a consent can be taken back at any time (個資法 §3); only what it shows is a part of
    the entry, which judges read, and stands once the entry does.
    """
    policy.require(by, Can.EDIT_ENTRY, evidence.entry)
    told_anew = clean_line(caption)[:200] != evidence.caption
    if told_anew and not queries.takes_words(evidence.entry, at=time.arrival()):
        raise Refused(errors.closed())
    told = {key: people.get(key, "") for key in TOLD}
    if told["shown"] == "some" and not clean_line(str(told["names"])):
        raise BadInput(_("Something needs a correction."), {"names": _("Say who is in it, or describe the group.")})
    evidence.caption = clean_line(caption)[:200]
    evidence.people = {**told, "names": clean_line(str(told["names"]))[:300], "told_at": time.now().isoformat()}
    evidence.save(update_fields=["caption", "people"])
    kept = {key: told[key] for key in ("shown", "agreed", "minors", "guardians", "licence")}
    audit.record("entry.describe_file", evidence.entry, by=by, file=evidence.file.public_id, **kept)


def _has_room(entry: Entry, *, question: str, upload: File[bytes]) -> None:
    asked = queries.file_questions(entry).get(question)
    if asked is None:
        raise _refusal(_("This question takes no files."))
    here = queries.files_of(entry, queries.answers_of(entry))
    limits = queries.limits_of(entry)
    most = asked.at_most or limits.files
    if sum(file.question == question for file in here) >= most:
        raise _refusal(_("Here are {n} files already; remove one to add another.").format(n=most))
    if len(here) >= limits.files:
        raise _refusal(_("An entry holds {n} files; remove one to add another.").format(n=limits.files))
    if sum(file.file.size for file in here) + upload.size > limits.entry_mb * MEGABYTE:
        raise _refusal(
            _("All files together may have {n} MB. Put large films on the web and link to them.").format(
                n=limits.entry_mb
            )
        )


def _refusal(sentence: str) -> BadInput:
    return BadInput(sentence, {"file": sentence})
