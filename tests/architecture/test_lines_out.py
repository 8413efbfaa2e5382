"""No module of ours opens a line to somewhere else, but the two that speak with processes of this machine."""

import ast
from pathlib import Path

from tests.support.source import ROOT, modules

CLIENTS = set("aiohttp boto3 ftplib http.client httpx requests smtplib socket urllib.request urllib3".split())
AT_HOME = {f"src/baigong/{name}.py" for name in ("config/operations/web", "kit/apart/asking", "kit/apart/standby")}


def imported(source: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update((node.module, *(f"{node.module}.{alias.name}" for alias in node.names)))
    return found


def speaks(path: Path) -> bool:
    return bool(imported(path.read_text(encoding="utf-8")) & CLIENTS)


def test_nothing_opens_an_address_that_somebody_typed() -> None:
    assert {str(path.relative_to(ROOT)) for path in modules() if speaks(path)} == AT_HOME


def test_another_one_would_be_found() -> None:
    for line in ("import requests", "from urllib import request", "from http.client import HTTPConnection"):
        assert imported(line) & CLIENTS
