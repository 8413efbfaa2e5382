"""What production serves is the same look in one sheet."""

import json
import re
from pathlib import Path

from django.core.management import call_command
from pytest_django import Settings

from baigong.kit.ui.storage import one_sheet

SHEETS = Path("src/baigong/kit/ui/static/ui/css")


def test_every_sheet_is_bound_in_once() -> None:
    bound = one_sheet()
    assert "@import" not in bound
    for path in SHEETS.rglob("*.css"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert bound.count(first) == 1, f"{path} is not in ui.css"


def test_braces_close() -> None:
    bare = re.sub(r"/\*.*?\*/", "", one_sheet(), flags=re.DOTALL)
    assert bare.count("{") == bare.count("}")


def test_colours_stand_in_the_tokens_only() -> None:
    own = {
        path.name: re.findall(
            r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        )
        for path in SHEETS.rglob("*.css")
        if path.name not in {"tokens.css", "print.css"}
    }
    assert {name: colours for name, colours in own.items() if colours} == {}


def test_production_gathers_hashed_names(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    backend = {"BACKEND": "baigong.kit.ui.storage.Storage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text("utf-8"))["paths"]
    assert "@import" not in (tmp_path / names["ui/css/ui.css"]).read_text("utf-8")
    main = (tmp_path / names["ui/js/main.js"]).read_text("utf-8")
    assert Path(names["ui/js/autosave.js"]).name in main
    ours = [path.relative_to(Path("src")).parts for path in Path("src").rglob("static/**/*.js")]
    modules = ["/".join(parts[parts.index("static") + 1 :]) for parts in ours]
    assert {"entrant/sheet.js", "ui/js/main.js"} <= set(modules)
    lost = [f"{name}: {one}" for name in modules for one in asked_by(tmp_path / names[name]) if not one.exists()]
    assert not lost, "a module that is not there takes the one that asks for it along"


def asked_by(module: Path) -> list[Path]:
    """The modules that a module imports."""
    asked = re.findall(r"""(?:from|import|import\()\s*["'](\.[^"']+)["']""", module.read_text("utf-8"))
    return [(module.parent / one).resolve() for one in asked]
