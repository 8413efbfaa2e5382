"""The web process never imports the engine's arrays: it starts fast and stays small."""

import os
import subprocess
import sys

PROGRAM = """
import sys
from baigong.config.wsgi import application
from django.urls import get_resolver
get_resolver().reverse_dict
get_resolver().url_patterns
print(sorted({name.partition(".")[0] for name in sys.modules} & {"numpy", "scipy", "ortools", "numba", "pandas"}))
"""


def test_it_imports_no_arrays() -> None:
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, check=True, capture_output=True, text=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"
