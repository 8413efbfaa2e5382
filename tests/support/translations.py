"""Every text people see has its Chinese: in our parts, or in the packages that bring it."""

import gettext
import sys
from collections.abc import Iterator
from pathlib import Path

import allauth
import django

from baigong.config import catalogue
from tests.support.source import SRC
from tests.support.texts import Text, shown

LENDERS = (Path(django.__file__).parent / "conf", Path(allauth.__file__).parent)


def messages_of(path: Path) -> set[str]:
    with path.open("rb") as compiled:
        return {message for message in gettext.GNUTranslations(compiled)._catalog if isinstance(message, str)}


def lent() -> set[str]:
    """Collect what Django and allauth translate for us already."""
    paths = [lender / "locale" / "zh_Hant" / "LC_MESSAGES" / "django.mo" for lender in LENDERS]
    return {message for path in paths if path.exists() for message in messages_of(path)}


def missing(texts: set[Text]) -> Iterator[Text]:
    ours = {(entry.msgctxt, entry.msgid) for _, entry in catalogue.entries(catalogue.parts())}
    theirs = lent()
    for text in sorted(texts, key=lambda text: (text.place, text.message)):
        if (text.context, text.message) not in ours and text.message not in theirs:
            yield text


def faults() -> Iterator[str]:
    yield from catalogue.merged(catalogue.parts())[1]
    for text in missing(shown(SRC / "baigong")):
        yield f"{text.place}: no Chinese for {text.message!r}" + (
            f" (in the sense of {text.context})" if text.context else ""
        )
    for path in catalogue.parts():
        for entry in catalogue.polib.pofile(str(path)):
            if entry.fuzzy:
                yield f"{path.name}: “{entry.msgid}” is marked fuzzy"


if __name__ == "__main__":
    found = list(faults())
    sys.stdout.write("".join(f"{fault}\n" for fault in found))
    sys.exit(1 if found else 0)
