"""`make sbom`: everything that a release brings along, by name, version, hash and licence, as CycloneDX 1.6."""

from __future__ import annotations

import base64
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from tests.support.source import ROOT

SHIPPED = ("run", "engine", "films")
LINE = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)(.*)$")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
SAID_ELSEWHERE = {"pysqlite3": "zlib"}  # in its source; the package itself names no licence
Component = dict[str, Any]


def python_packages(name: str) -> Iterator[Component]:
    """What one lock pins; every file that the package is published as has a hash of its own."""
    found: Component = {}
    for line in (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if pinned := LINE.match(line):
            found = _python(pinned[1], version=pinned[2])
            yield found
        found.get("hashes", []).extend({"alg": "SHA-256", "content": digest} for digest in HASH.findall(line))


def _python(name: str, *, version: str) -> Component:
    return _component(f"pkg:pypi/{name.lower().replace('_', '-')}@{version}", name, version, licence_of(name)) | {
        "hashes": []
    }


def _component(purl: str, name: str, version: str, licence: str) -> Component:
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "licenses": [{"license": {"name": licence}}],
    }


def licence_of(name: str) -> str:
    """As the installed package says it: by expression, else by its class, else by its own short words."""
    try:
        told: Any = metadata.metadata(name)  # an email message, which its stub does not say
    except metadata.PackageNotFoundError:
        return "unknown"  # for another system or another Python
    classes = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if one.startswith("License ::")]
    short = (told.get("License") or "").strip().partition("\n")[0]
    return told.get("License-Expression") or " AND ".join(classes) or short or SAID_ELSEWHERE.get(name, "unknown")


def front_end_packages() -> Iterator[Component]:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    for place, told in sorted(lock["packages"].items()):
        if place and not told.get("dev"):
            name = place.rpartition("node_modules/")[2]
            kind, _, digest = told["integrity"].partition("-")
            purl = f"pkg:npm/{name.replace('@', '%40')}@{told['version']}"
            yield _component(purl, name, told["version"], told.get("license", "unknown")) | {
                "hashes": [{"alg": kind.upper().replace("SHA", "SHA-"), "content": base64.b64decode(digest).hex()}]
            }


def bill() -> dict[str, Any]:
    """The same locks give the same bill, to the byte: it holds no time, and its number is made of what it lists."""
    listed = [*(one for lock in SHIPPED for one in python_packages(lock)), *front_end_packages()]
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(listed, sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "baigong", "version": str(ours["version"])}},
        "components": sorted({one["bom-ref"]: one for one in listed}.values(), key=lambda one: str(one["bom-ref"])),
    }


def write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(bill(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
