"""How the manual is made: Markdown by MyST, furo's look, reference pages written from the code itself."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import drawing
import generate

generate.write(Path(__file__).parent / "reference" / "generated")
drawing.write(Path(__file__).parent / "explanation" / "generated")

project = "百工 Baigong"
author = "the people of 百工"
copyright = "Apache-2.0"
version = release = version_of("baigong")
language = "en"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist", "substitution"]
myst_substitutions = drawing.words()
myst_heading_anchors = 3
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "百工"
html_copy_source = False
html_show_sphinx = False
nitpicky = True
html_static_path = ["static"]
html_css_files = ["pictures.css"]
CHINESE = {"explanation/fair-judging"}


def in_its_language(_app, page, _template, context, _tree):  # noqa: ANN001, ANN201 - as Sphinx calls it
    """Say to browsers and screen readers which pages are Chinese."""
    if page in CHINESE:
        context["language"] = "zh-Hant-TW"


def setup(app):  # noqa: ANN001, ANN201 - as Sphinx calls it
    app.connect("html-page-context", in_its_language)
