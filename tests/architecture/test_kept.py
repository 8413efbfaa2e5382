"""What is kept of a page for everybody names nothing that belongs to somebody."""

import re
from collections.abc import Iterator

from tests.support.source import short, templates

KEPT = re.compile(r"\{% kept(?P<key>[^%]*)%\}(?P<inside>.*?)\{% endkept %\}", re.DOTALL)
FRAME = ("brand_href", "brand_name", "brand_note", "nav", "nav_action", "footer_text", "footer_links")
BLOCK = re.compile(r"\{% block (?P<name>" + "|".join(FRAME) + r") %\}(?P<inside>.*?)\{% endblock %\}", re.DOTALL)
NAMES = re.compile(r"(?:\{\{\s*|\s:\w+=\")([a-z_][\w.]*)|\{%\s*(?:if|elif|for \w+ in|with)\s+([^%]*)%\}")
WORDS = re.compile(r"(?<![\w'\"/])[a-z_][\w.]*")
GIVEN = re.compile(r"\sas (\w+)\s*%\}|\{% for ([\w, ]+) in|\{% with (\w+)=|(?:with|count) (\w+)=")
KEYS = ("", 'edition|stringformat:"s"')
ALWAYS = {"edition", "user.is_authenticated", "request.path", "here", "forloop.last", "forloop.counter", "chosen"}
GRAMMAR = {"and", "or", "not", "in", "is", "phrases"}
GALLERY = "gallery.html"  # of its own, in demo mode alone
INCLUDED = re.compile(r"\{% include \"([^\"]+)\"[^%]*%\}")
LITERAL = re.compile(r"\"[^\"]*\"|'[^']*'")


def whole(text: str) -> str:
    """With what it includes."""
    return INCLUDED.sub(lambda found: whole(included(found[1])), text)


def included(name: str) -> str:
    return next(path for path in templates() if path.as_posix().endswith(f"/templates/{name}")).read_text("utf-8")


def asked(text: str) -> Iterator[str]:
    """Every variable that a piece of template reads."""
    own = {name for found in GIVEN.findall(whole(text)) for names in found for name in names.split(", ")}
    for printed, condition in NAMES.findall(whole(text)):
        for word in WORDS.findall(LITERAL.sub("", printed or condition)):
            if word not in GRAMMAR and word.split(".")[0].split("=")[0] not in own:
                yield word


def strange(text: str) -> list[str]:
    """What the frame of a page may not ask for."""
    kept = [name for found in KEPT.finditer(text) if found["key"].strip() in KEYS for name in asked(found["inside"])]
    blocks = [name for found in BLOCK.finditer(text) for name in asked(found["inside"])]
    return [name for name in (*kept, *blocks) if name not in ALWAYS]


def test_the_frame_of_a_page_depends_on_its_place_alone() -> None:
    found = {short(path): strange(path.read_text(encoding="utf-8")) for path in templates() if path.name != GALLERY}
    assert {path: names for path, names in found.items() if names} == {}


def test_a_piece_kept_under_a_key_reads_what_the_key_is_made_of() -> None:
    keyed = {
        (short(path), found["key"].strip(), name.split(".")[0])
        for path in templates()
        for found in KEPT.finditer(path.read_text(encoding="utf-8"))
        for name in asked(found["inside"])
        if found["key"].strip() not in KEYS and name not in ALWAYS
    }
    home = "src/baigong/portals/public/templates/public/home.html"
    signup = "src/baigong/portals/account/templates/account/signup.html"
    start = "src/baigong/portals/entrant/templates/entrant/start.html"
    team = "src/baigong/portals/entrant/templates/entrant/team.html"
    code = "src/baigong/portals/account/templates/account/base_confirm_code.html"
    assert keyed == {
        (home, "home.key", "cells"),
        (home, "home.key", "document"),
        (home, "home.key", "home"),
        (signup, "form.first_look", "block"),
        (start, "look", "form"),
        (team, "look", "unit_form"),
        (team, "look", "invite_form"),
        *((code, "first_look", name) for name in ("can_resend", "cancel_url", "redirect_field", "verify_form")),
    }


def test_a_name_in_the_frame_is_seen() -> None:
    assert strange("{% block nav %}{{ user.name }}{% endblock %}") == ["user.name"]
    assert strange("{% kept %}{% if entry.title %}x{% endif %}{% endkept %}") == ["entry.title"]
    assert strange("{% block nav %}{% url 'a' as b %}{{ b }}{% endblock %}") == []
