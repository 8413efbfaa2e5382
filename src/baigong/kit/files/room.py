"""How much the store may hold: in all, and of one person."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from baigong.kit.errors import BadInput, TooBusy
from baigong.kit.files.models import StoredFile

MEGABYTE = 1024 * 1024


def make_sure_of_room(size: int, *, owner: Any = None) -> None:
    """Raise BadInput where the person, TooBusy where the house has no room for so many bytes more; 0 is no bound."""
    if settings.PERSON_MB and owner is not None and _held(owner=owner.pk) + size > settings.PERSON_MB * MEGABYTE:
        sentence = _("You have sent {n} MB in all, which is as much as one person may. Remove what is not needed.")
        raise BadInput(sentence.format(n=settings.PERSON_MB), {"file": sentence.format(n=settings.PERSON_MB)})
    if settings.STORE_MB and _held() + size > settings.STORE_MB * MEGABYTE:
        raise TooBusy(_("There is no room for files just now. Your words are safe; try the file again later."))


def _held(**whose: Any) -> int:
    return StoredFile.objects.filter(**whose).aggregate(n=Sum("size"))["n"] or 0
