"""The web process imports no arrays, no driver of another database and no tools: it starts fast and stays small."""

import os
import subprocess
import sys

PROGRAM = """
import sys
from baigong.config.wsgi import application
from django.urls import get_resolver
get_resolver().reverse_dict
get_resolver().url_patterns
print(sorted({name.partition(".")[0] for name in sys.modules} & set(sys.argv)))
"""
ARRAYS = ("numpy", "scipy", "ortools", "numba", "pandas")
ELSEWHERE = ("psycopg", "boto3", "storages", "typst", "PIL", "rich", "pygments")


def test_it_imports_no_more_than_it_needs() -> None:
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    environment.pop("DATABASE_URL", None)  # with it the driver is needed
    command = [sys.executable, "-c", PROGRAM, *ARRAYS, *ELSEWHERE]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"
