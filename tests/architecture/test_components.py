"""A component is used only with what it declares: a misspelt attribute would be dropped without a word."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.source import short, templates

COTTON = Path("src/baigong/kit/ui/templates/cotton")
VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'>]+)"""
TAG = re.compile(rf"<c-([a-z][\w.-]*)((?:\s+[:\w-][\w:.-]*(?:={VALUE})?)*)\s*/?>")
NAME = re.compile(rf"\s+:?([\w-][\w:.-]*)(?:={VALUE})?")
SLOT = re.compile(r"<c-slot\s+name=\"([\w-]+)\"")
OWN = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:")
PAGES = [path for path in templates() if path.suffix == ".html"]
TAGS = re.compile(r"\{%.*?%\}", re.DOTALL)
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
FREE = re.compile(
    r"^(id|class|role|form|hidden|required|inputmode|autocomplete|autofocus|pattern|placeholder|min|max|step"
    r"|maxlength|title|lang|download|formaction|formnovalidate|hreflang|rel|accept|tabindex|hx-.+|data-.+|aria-.+)$"
)


def names(attributes: str) -> set[str]:
    return {name.replace("-", "_") for name in NAME.findall(attributes) if not FREE.match(name)}


def declared() -> dict[str, set[str]]:
    """Each component with the attributes and slots it knows."""
    found = {}
    for path in COTTON.glob("*.html"):
        tags = dict(TAG.findall(path.read_text(encoding="utf-8")))
        found[path.stem] = names(tags.get("vars", "")) | {"slot", "attrs"}
    return found


def faults(text: str, known: dict[str, set[str]]) -> Iterator[str]:
    text = COMMENT.sub("", text)
    for tag, attributes in TAG.findall(text):
        component = tag.replace("-", "_")
        if component in {"vars", "slot"}:
            continue
        if component not in known:
            yield f"there is no <c-{tag}>"
        for name in sorted(names(attributes) - known.get(component, names(attributes))):
            yield f"<c-{tag}> has no attribute {name}"
    for slot in SLOT.findall(text):
        if not any(slot in attributes for attributes in known.values()):
            yield f"no component has a slot {slot}"


def test_pages_use_components_as_they_are_declared() -> None:
    known = declared()
    found = {short(path): list(faults(path.read_text(encoding="utf-8"), known)) for path in PAGES}
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_misspelt_attribute_is_seen() -> None:
    text = '<c-button knd="quiet" data-x="1">{{ x }}</c-button><c-buton /><c-slot name="nowhere">'
    assert list(faults(text, declared())) == [
        "<c-button> has no attribute knd",
        "there is no <c-buton>",
        "no component has a slot nowhere",
    ]


def test_no_template_carries_a_style_or_a_script() -> None:
    pages = [path for path in PAGES if "letters" not in path.parts]  # mail readers know no style sheets
    found = {
        short(path): OWN.findall(TAGS.sub("", COMMENT.sub("", path.read_text(encoding="utf-8")))) for path in pages
    }
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
