"""How the manual is made: Markdown by MyST, furo's look, reference pages written from the code itself."""

import sys
from importlib.metadata import version as version_of
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import generate

generate.write(Path(__file__).parent / "reference" / "generated")

project = "百工 Baigong"
author = "the people of 百工"
copyright = "Apache-2.0"
version = release = version_of("baigong")
language = "en"
extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "百工"
html_copy_source = False
html_show_sphinx = False
nitpicky = True
