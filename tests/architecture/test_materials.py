"""The bill of materials lists what the locks pin, each with a hash and a licence, and is the same at every making."""

import re

from tests.support import materials
from tests.support.source import ROOT

PINNED = re.compile(r"^(\S+)==(\S+)", re.MULTILINE)


def pinned() -> set[str]:
    locks = [(ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8") for name in materials.SHIPPED]
    return {f"pkg:pypi/{name}@{version}" for lock in locks for name, version in PINNED.findall(lock)}


def test_it_lists_what_is_shipped() -> None:
    listed = materials.bill()["components"]
    assert pinned() <= {one["purl"] for one in listed}
    assert {"htmx.org", "tus-js-client", "easymde"} <= {one["name"] for one in listed}
    assert "axe-core" not in {one["name"] for one in listed}


def test_everything_has_a_hash() -> None:
    assert [one["name"] for one in materials.bill()["components"] if not one["hashes"]] == []
    assert {len(found["content"]) for one in materials.bill()["components"] for found in one["hashes"]} <= {64, 128}


def test_the_licence_of_what_is_installed_is_known() -> None:
    here = {found.metadata["Name"].lower().replace("_", "-") for found in materials.metadata.distributions()}
    told = {one["name"]: one["licenses"][0]["license"]["name"] for one in materials.bill()["components"]}
    assert {name for name, licence in told.items() if licence == "unknown"} & here == set()


def test_it_is_the_same_at_every_making() -> None:
    assert materials.bill() == materials.bill()
