"""What every part of an edition's document is made of: keys, texts in two languages, moments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, ClassVar, LiteralString

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, StringConstraints
from pydantic_core import PydanticCustomError

from baigong.kit.taiwan.dates import Moment
from baigong.kit.text import Bilingual, clean, clean_line

LANGUAGES = ("zh", "en")
YEARS = range(1912, 3000)
MOST = 30_000  # what every database keeps in a small column
LARGEST = 1_000_000_000_000
LONGEST_TEXT = 20_000


def _text(value: object) -> Bilingual:
    given = value.data() if isinstance(value, Bilingual) else value
    if not isinstance(given, Mapping) or not all(isinstance(words, str) for words in given.values()):
        raise PydanticCustomError("text", "not a text in two languages")
    _refuse("language_unknown", sorted(set(given) - set(LANGUAGES)))
    words = {language: clean(given.get(language, "")) for language in LANGUAGES}
    _refuse("language_missing", [language for language in LANGUAGES if not words[language]])
    _refuse("text_too_long", [language for language in LANGUAGES if len(words[language]) > LONGEST_TEXT])
    return Bilingual(**words)


def _refuse(fault: LiteralString, languages: list[str]) -> None:
    if languages:
        raise PydanticCustomError(fault, "{given}", {"given": ", ".join(languages)})


def _moment(value: object) -> Moment:
    if isinstance(value, Moment):
        return value
    try:
        moment = Moment.parse(str(value))
    except ValueError:
        moment = None
    if moment is None or moment.day.year not in YEARS:
        raise PydanticCustomError("moment", "not a moment", {"given": str(value)[:40]})
    return moment


Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]
Line = Annotated[str, StringConstraints(max_length=300), AfterValidator(clean_line)]
Text = Annotated[Bilingual, PlainValidator(_text), PlainSerializer(Bilingual.data)]
At = Annotated[Moment, PlainValidator(_moment), PlainSerializer(str)]
Count = Annotated[int, Field(ge=0, le=MOST)]
Some = Annotated[int, Field(ge=1, le=MOST)]
Year = Annotated[int, Field(ge=YEARS[0], le=YEARS[-1])]
Number = Annotated[int | float, Field(ge=-LARGEST, le=LARGEST)]
Keys = tuple[Key, ...]


class Part(BaseModel):
    """A part of an edition; `confirm` says that the organiser still has to confirm it, `note` why."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)
    inline: ClassVar[bool] = False

    @classmethod
    def own_fields(cls) -> tuple[str, ...]:
        """Field names in the order they are written: the part's own, then what all parts share."""
        shared = [name for name in Part.model_fields if name in cls.model_fields]
        return (*(name for name in cls.model_fields if name not in shared), *shared)

    confirm: bool = False
    note: Text | None = None


class Leaf(BaseModel):
    """A small part, written on one line."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)
    inline: ClassVar[bool] = True

    @classmethod
    def own_fields(cls) -> tuple[str, ...]:
        return tuple(cls.model_fields)


Piece = Part | Leaf


def keys_of(pieces: Iterable[object]) -> tuple[str, ...]:
    """The keys of parts that have one, in order."""
    return tuple(getattr(piece, "key") for piece in pieces)  # noqa: B009 - pieces of many classes share only this name
