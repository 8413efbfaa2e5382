"""What templates print is what Django would print."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.template import Context, base
from django.utils import html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from baigong.kit.text import Bilingual
from baigong.kit.ui import printing

VALUES = [
    "",
    "木工與<五金>",
    "\"a\" & 'b'",
    mark_safe("<b>木</b>"),
    gettext_lazy("Light"),
    Bilingual(zh="<百>", en="a & b"),
    None,
    True,
    1234567,
    2.5,
    date(2026, 3, 1),
    datetime(2026, 3, 1, 16, 30, tzinfo=UTC),
]


@pytest.mark.parametrize("is_escaped", [True, False])
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_printed_as_django_prints_it(value: Any, *, is_escaped: bool) -> None:
    context = Context(autoescape=is_escaped)
    theirs, ours = printing.any_value(value, context), base.render_value_in_context(value, context)
    assert (str(ours), hasattr(ours, "__html__")) == (str(theirs), hasattr(theirs, "__html__"))


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_what_is_no_markup_yet_is_escaped(value: Any) -> None:
    theirs = value if hasattr(value, "__html__") and not hasattr(value, "_proxy____args") else html.escape(str(value))
    assert html.conditional_escape(value) == str(theirs)
    assert hasattr(html.conditional_escape(value), "__html__")


def test_it_stands_in_place_of_djangos() -> None:
    assert (base.render_value_in_context, html.conditional_escape) == (printing.printed, printing.escaped)
