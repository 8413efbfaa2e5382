"""`baigong world NAME`: fills an empty database with a named scene, or brings it back from a snapshot."""

from __future__ import annotations

import json as jsonlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from baigong.config.operations import database, preparation, snapshots
from baigong.config.operations.lock import telling
from baigong.kit import time
from baigong.kit.errors import Refused
from baigong.worlds.building import EDITION, build, new_story, refuse_real_people
from baigong.worlds.story import STEPS
from baigong.worlds.twins import SECRETS


class Command(BaseCommand):
    """A named scene."""

    help = "Fill an empty database with a named scene of the year; every person in it is invented."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("scene", choices=STEPS)
        parser.add_argument("--edition", default=EDITION)
        parser.add_argument("--entries", type=int, default=150)
        parser.add_argument("--judges", type=int, default=16)
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--twin", choices=SECRETS, default="", help="the same world with this one secret changed")
        parser.add_argument("--fresh", action="store_true", help="build it even if a snapshot is there")
        parser.add_argument("--go-on", action="store_true", help="let the year of the world in this database continue")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, as_json: bool = False, json: bool = False, **options: Any) -> None:
        with telling():
            told = self.told(options)
            time.set_for_all(datetime.fromisoformat(told["now"]), file=settings.DEMO_CLOCK)
            settings.DEMO_STORY.write_text(jsonlib.dumps(told, ensure_ascii=False), encoding="utf-8")
        self.stdout.write(self.words(told, as_json=as_json or json))

    def told(self, options: dict[str, Any]) -> dict[str, Any]:
        try:
            return self.tell(options)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def tell(self, options: dict[str, Any]) -> dict[str, Any]:
        """From the snapshot of the same code, edition, size and seed, else anew."""
        if options["go_on"]:
            preparation.migrate()
            return self.go_on(options["scene"])
        if not database.is_empty():
            refuse_real_people()
        wanted = {name: options[name] for name in ("scene", "edition", "entries", "judges", "seed", "twin")}
        snapshot = snapshots.of(**before_the_secret(wanted, wanted["scene"]))
        if snapshot.exists() and not options["fresh"]:
            return snapshot.load() | {"url": settings.SITE_URL}
        preparation.migrate()  # a snapshot brings its tables along, and to make them costs seconds
        told = self.build(wanted, fresh=options["fresh"])
        snapshot.save(told)
        return told

    def build(self, wanted: dict[str, Any], *, fresh: bool) -> dict[str, Any]:
        """On top of the latest earlier scene that was kept, else from the beginning."""
        sizes = {name: wanted[name] for name in ("entries", "judges", "seed", "twin")}
        story = new_story(wanted["edition"], **sizes, tell=self.say)
        earlier = reversed(STEPS[: STEPS.index(wanted["scene"])])
        kept = (snapshots.of(**before_the_secret(wanted, scene)) for scene in earlier)
        before = None if fresh else next((snapshot for snapshot in kept if snapshot.exists()), None)
        if before is None:
            return build(story, last=wanted["scene"]) | {"size": sizes}
        told = before.load()
        at = datetime.fromisoformat(told["now"])
        return build(story, last=wanted["scene"], after=told["scene"], at=at) | {"size": sizes}

    def go_on(self, scene: str) -> dict[str, Any]:
        """Let the year of this very world continue, whatever people have done in it meanwhile."""
        before = jsonlib.loads(settings.DEMO_STORY.read_text(encoding="utf-8"))
        story = new_story(f"{before['edition']}.toml", **before["size"], tell=self.say)
        return build(story, last=scene, after=before["scene"], is_lived_in=True) | {"size": before["size"]}

    def say(self, step: str) -> None:
        self.stderr.write(f"… {step}")

    def words(self, told: dict[str, Any], *, as_json: bool) -> str:
        if as_json:
            return jsonlib.dumps(told, ensure_ascii=False, indent=1)
        lines = [f"{name}: {number:,}" for name, number in told["counts"].items()]
        lines += [f"{role}: {who['email']} {who['password']}" for role, who in told["accounts"].items()]
        return "\n".join([f"{told['edition']} at {told['now']}", *lines])


def before_the_secret(wanted: dict[str, Any], scene: str) -> dict[str, Any]:
    """The wishes for an earlier scene: until its secret shows, a twin is the world itself."""
    shown = not wanted["twin"] or STEPS.index(scene) >= STEPS.index(SECRETS[wanted["twin"]])
    return wanted | {"scene": scene, "twin": wanted["twin"] if shown else ""}
