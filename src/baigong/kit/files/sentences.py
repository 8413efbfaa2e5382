"""Why a file is not taken, and what would be: in words for the person who sent it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from baigong.kit.files import kinds

REASONS: dict[str, Promise | str] = {
    "program": _(
        "This file is a program and cannot be attached. Record a video of how it runs; judges follow that more easily."
    ),
    "web": _("Web pages and vector drawings can run code, so they are not taken. Save it as a PDF or a picture."),
    "macros": _("This file has macros. Save it without them (for example as .docx or .xlsx) and attach it again."),
    "old-office": _(
        "This is an old or special Office format. Save it as .docx, .xlsx, .pptx or PDF and attach it again."
    ),
    "encrypted": _("This file is locked with a password. Save it without one and attach it again."),
    "mismatch": _(
        "The content of this file is not what its name says. Save it again in the right format and attach that."
    ),
    "two-in-one": _("This file is two kinds of file at once. Open it, save it again, and attach that."),
    "broken": _("This file cannot be opened; it may be damaged. Save it again on your device and attach that."),
    "bomb": _("Opening this file would take too much time or memory. Make it smaller and attach it again."),
    "pixels": _("This picture has too many pixels. Make it smaller and attach it again."),
    "foreign": _("There are programs or foreign objects inside this file. Remove them, or save it as a PDF."),
    "loads": _("This file loads something from elsewhere when it is opened. Remove that link, or save it as a PDF."),
    "runs": _("This PDF runs scripts or forms. Print it to a plain PDF and attach that."),
    "carries": _("There are other files inside this PDF. Attach them one by one instead."),
    "archive-names": _("This archive has file names that are not safe. Pack it again."),
    "empty": _("This file is empty."),
    "busy": _("The file could not be looked at just now. It was not kept; try again in a minute."),
}


def reason_for_name(name: str) -> str:
    """The code of the reason why files with such a name are not taken."""
    extension = kinds.extension_of(name)
    groups = {
        "program": kinds.PROGRAMS,
        "web": kinds.WEB_PAGES,
        "macros": kinds.MACROS,
        "old-office": kinds.OLD_OFFICE,
    }
    return next((reason for reason, group in groups.items() if extension in group), "kind")


def sentence(reason: str, *, allowed: Iterable[str]) -> str:
    """The sentence for a reason; an unknown kind is told what kinds are taken."""
    if reason in REASONS:
        return str(cast("str", REASONS[reason]))
    return gettext("This kind of file is not taken here. These are: %(kinds)s.") % {
        "kinds": gettext(", ").join(allowed)
    }


def too_large(most: int) -> str:
    return gettext("This file is larger than %(size)d MB. Make it smaller, or attach a part of it.") % {
        "size": most // 1024**2
    }


def too_long(minutes: int) -> str:
    return gettext("This film is longer than %(n)d minutes. Cut it, or put it on the web and link to it.") % {
        "n": minutes
    }
