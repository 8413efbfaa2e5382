"""No text reaches people untranslated, and the check would notice one."""

from pathlib import Path

import polib
import pytest

from baigong.config import catalogue
from tests.support.texts import in_python, in_template
from tests.support.translations import faults, missing


def test_every_text_has_its_chinese() -> None:
    assert list(faults()) == []


@pytest.mark.parametrize(
    ("line", "message", "context"),
    [
        ('_("Hello")', "Hello", None),
        ('gettext_lazy("Hello")', "Hello", None),
        ('ngettext("one", "many", n)', "one", None),
        ('pgettext("verb", "Open")', "Open", "verb"),
        ('translation.gettext("Hello")', "Hello", None),
    ],
)
def test_a_text_in_code_is_seen(tmp_path: Path, *, line: str, message: str, context: str | None) -> None:
    path = tmp_path / "one.py"
    path.write_text(line)
    (text,) = in_python(path)
    assert (text.message, text.context) == (message, context)


@pytest.mark.parametrize(
    ("markup", "message", "context"),
    [
        ('{% translate "Hello" %}', "Hello", None),
        ('{% translate "Open" context "verb" %}', "Open", "verb"),
        ("{% blocktranslate trimmed %}\n  two\n  lines\n{% endblocktranslate %}", "two lines", None),
        ("{% blocktranslate count n=n %}one{% plural %}many{% endblocktranslate %}", "one", None),
        ("<c-button label=\"{% translate 'Send' %}\" />", "Send", None),
        ("<c-button :label=\"_('Send')\" />", "Send", None),
    ],
)
def test_a_text_in_a_template_is_seen(tmp_path: Path, *, markup: str, message: str, context: str | None) -> None:
    path = tmp_path / "one.html"
    path.write_text("{% load i18n %}" + markup)
    assert {(text.message, text.context) for text in in_template(path)} == {(message, context)}


def test_a_text_without_chinese_is_named(tmp_path: Path) -> None:
    path = tmp_path / "one.py"
    path.write_text('_("A sentence that nobody will ever translate")')
    (found,) = missing(set(in_python(path)))
    assert found.place == f"{path}:1"


def test_two_parts_that_disagree_are_named(tmp_path: Path) -> None:
    for name, chinese in (("a.po", "甲"), ("b.po", "乙")):
        part = polib.POFile()
        part.append(polib.POEntry(msgid="One", msgstr=chinese))
        part.save(str(tmp_path / name))
    whole, found = catalogue.merged(sorted(tmp_path.glob("*.po")))
    assert found == ["b.po and a.po translate “One” differently"]
    assert [entry.msgstr for entry in whole] == ["甲"]
