"""The manual is complete: what can be set is written, what is decided is numbered, what is linked exists."""

import re

from tests.support.source import ROOT, modules

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
LINK = re.compile(r"\]\(([^)#:]+?)(?:#[^)]*)?\)")
ASKED = re.compile(r"""(?:env(?:\.\w+)?|secret|environ\.get)\(\s*"([A-Z][A-Z0-9_]+)\"""")
INSIDE = {
    "BAIGONG_TESTING",
    "BAIGONG_REHEARSING",
    "DJANGO_SETTINGS_MODULE",
    "BAIGONG_ENV_FILE",
}  # set by our own programs


def test_every_setting_is_in_the_example() -> None:
    told = (ROOT / ".env.example").read_text(encoding="utf-8")
    asked = {name for path in modules() for name in ASKED.findall(path.read_text(encoding="utf-8"))}
    assert "DATABASE_URL" in asked
    assert sorted(name for name in asked - INSIDE if f"{name}" not in told) == []


def test_every_test_that_the_manual_names_is_there() -> None:
    told = (ROOT / "docs" / "explanation" / "failures.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", told)
    assert len(named) > 25
    assert [name for path, name in named if f"def test_{name}(" not in (ROOT / "tests" / path).read_text("utf-8")] == []


def test_every_decision_has_a_number_of_its_own_and_wears_it() -> None:
    """Rooms count on in tens of their own, so gaps are fine."""
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert len(set(numbers)) == len(numbers)
    titles = [path.read_text(encoding="utf-8").split(".", 1)[0] for path in DECISIONS]
    assert titles == [f"# {number}" for number in numbers]


def test_every_decision_says_what_was_decided() -> None:
    assert [path.name for path in DECISIONS if "**Decision.**" not in path.read_text(encoding="utf-8")] == []


def test_every_link_of_the_front_pages_leads_somewhere() -> None:
    pages = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")]
    links = {link for page in pages for link in LINK.findall(page.read_text(encoding="utf-8"))}
    assert links
    assert sorted(link for link in links if not (ROOT / link).exists()) == []


def test_every_command_of_ours_is_in_the_manual() -> None:
    told = (ROOT / "docs" / "generate.py").read_text(encoding="utf-8")
    names = {path.stem for path in modules() if path.parent.name == "commands" and not path.name.startswith("_")}
    assert "serve" in names
    assert sorted(name for name in names if f'"{name}"' not in told) == []
