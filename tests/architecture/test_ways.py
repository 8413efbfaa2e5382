"""A way leads to every page: an address that no page, letter or script names is found by nobody."""

from pathlib import Path

from baigong.kit.http.routes import routes
from tests.support.source import SRC

ELSEWHERE = {
    "entrant:file-about": "by the row of a file, which puts the name together",
    "entrant:preview": "likewise",
    "office:entry_preview": "likewise",
    "jury:invitation": "by the letter, whose link holds a secret",
    "jury:receive": "by the desk without a network",
    "public:keys": "where programs look for keys",
    "ui:gallery": "by those who build",
}
NAMING = {".html", ".py", ".js", ".typ"}
ADDRESSES = {"urls.py", "examples.py"}


def told(path: Path) -> bool:
    return path.is_file() and path.suffix in NAMING and path.name not in ADDRESSES


def test_a_way_leads_to_every_address_of_ours() -> None:
    words = "".join(path.read_text(encoding="utf-8") for path in (SRC / "baigong").rglob("*") if told(path))
    ours = {route.name for route in routes() if ":" in route.name}
    assert {name for name in ours if f"'{name}'" not in words and f'"{name}"' not in words} == set(ELSEWHERE)
