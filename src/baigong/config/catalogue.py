"""The Chinese texts, merged from their parts and compiled."""

import sys
from collections.abc import Iterable
from pathlib import Path

import polib

LOCALE = Path(__file__).parents[1] / "locale"
HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "zh_Hant",
    "Plural-Forms": "nplurals=1; plural=0;",
}

Key = tuple[str | None, str]


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def parts(*, language: str = "zh_Hant") -> list[Path]:
    return sorted((LOCALE / language / "parts").glob("*.po"))


def entries(paths: Iterable[Path]) -> Iterable[tuple[Path, polib.POEntry]]:
    """Yield every finished entry with the part it stands in."""
    for path in paths:
        for entry in polib.pofile(str(path), encoding="utf-8"):
            if entry.translated() and not entry.obsolete:
                yield path, entry


def merged(paths: Iterable[Path]) -> tuple[polib.POFile, list[str]]:
    """Put the parts together; a text that two parts translate differently is a fault."""
    whole, seen, faults = polib.POFile(), dict[Key, tuple[Path, polib.POEntry]](), list[str]()
    whole.metadata = HEADER
    for path, entry in entries(paths):
        first = seen.setdefault(key(entry), (path, entry))
        if first[1] is entry:
            whole.append(entry)
        elif (first[1].msgstr, first[1].msgstr_plural) != (entry.msgstr, entry.msgstr_plural):
            faults.append(f"{path.name} and {first[0].name} translate “{entry.msgid}” differently")
    return whole, faults


def compile_catalogue(*, language: str = "zh_Hant") -> list[str]:
    whole, faults = merged(parts(language=language))
    target = LOCALE / language / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    whole.save_as_mofile(str(target))
    return faults


if __name__ == "__main__":
    for fault in compile_catalogue():
        sys.stderr.write(f"warning: {fault}\n")
