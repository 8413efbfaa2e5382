"""A dynamic attribute of a component takes a name or a value; an expression in it would be false without a word."""

import re
from pathlib import Path

import pytest

EXPRESSION = re.compile(r"\s:[a-z_-]+=\"[^\"{}|]*(?: == | or | and | in |\bnot )[^\"{}]*\"")
BAD = ' :open="not units"', ' :current="a == b"', ' :open="a or b"'
GOOD = ' :open="units"', ' open="{% if a == b %}1{% endif %}"', ' :rows="[1, 2]"'


@pytest.mark.parametrize("text", BAD)
def test_an_expression_is_found(text: str) -> None:
    assert EXPRESSION.search(text)


@pytest.mark.parametrize("text", GOOD)
def test_a_value_is_let_through(text: str) -> None:
    assert not EXPRESSION.search(text)


def test_no_template_hides_an_expression_in_an_attribute() -> None:
    pages = Path("src/baigong").rglob("*.html")
    found = [f"{page}: {match[0]}" for page in pages for match in EXPRESSION.finditer(page.read_text("utf-8"))]
    assert found == []
