"""What each page costs on a world of one size: fills it, serves it, asks for the pages, tells the costs as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta
from itertools import chain, cycle
from pathlib import Path
from typing import Any

import django

from tests.bench.house import House, Told
from tests.bench.measuring import Cost, measure
from tests.bench.visitor import Visitor
from tests.bench.waits import waits

JUDGES = {500: 8, 5000: 60}  # about 190 and 250 reads a judge
ROUNDS = 30
WRITERS = ("member", "partner", "auditor", "director")  # each may lead three entries


class Bench:
    """The people and the world of one size."""

    def __init__(self, house: House, told: Told, *, size: int) -> None:
        self.house, self.told, self.size = house, told, size
        self.probe = Visitor(house.url)
        self.known: dict[str, Visitor] = {}

    def role(self, name: str) -> Visitor:
        """Somebody of the cast, signed in once."""
        if name not in self.known:
            self.known[name] = Visitor(self.house.url)
            self.known[name].sign_in(self.told["accounts"][name])
        return self.known[name]

    def cost(self, page: str, act: Callable[[], tuple[float, int]], *, rounds: int = ROUNDS, warm_up: int = 3) -> Cost:
        sys.stderr.write(f"… {self.size}: {page}\n")
        return measure(page, act, size=self.size, rounds=rounds, probe=self.probe, warm_up=warm_up)


def while_judging(bench: Bench) -> Iterator[Cost]:
    """The pages of the months in which judges read."""
    from tests.bench import flows  # noqa: PLC0415 - models load after django.setup

    paths = bench.told["paths"]
    asked = (
        ("landing", Visitor(bench.house.url), paths["landing"]),
        ("my_entries", bench.role("entrant"), paths["my_entries"]),
        ("reading_list", bench.role("judge"), paths["reading_list"]),
        ("score_page", bench.role("judge"), paths["score_page"]),
        ("office_entries", bench.role("office"), paths["office_entries"]),
        ("office_entries_page_5", bench.role("office"), f"{paths['office_entries']}?page=5"),
        ("judging_dashboard", bench.role("office"), paths["judging_dashboard"]),
        ("search", bench.role("office"), f"{paths['office_entries']}?q=%E5%AF%A6%E7%BF%92"),
    )
    for name, visitor, path in asked:
        yield bench.cost(name, flows.page(visitor, path))
    reads, scores = unscored(), all_scores()
    yield bench.cost("score_flow", flows.scoring(bench.role("judge"), reads, scores), rounds=min(15, len(reads) - 3))


def unscored() -> list[str]:
    """What the judge has not begun."""
    from baigong.domain.judging.models import Assignment  # noqa: PLC0415 - likewise
    from baigong.domain.people.models import Person  # noqa: PLC0415 - likewise

    judge = Person.objects.get(email="judge@demo.baigong.example")
    return list(Assignment.objects.visible_to(judge).filter(ballot=None).values_list("public_id", flat=True))


def all_scores() -> dict[str, str]:
    """One score for every criterion."""
    from baigong.domain.judging.models import Round  # noqa: PLC0415 - likewise
    from baigong.domain.judging.rubric import Rubric  # noqa: PLC0415 - likewise

    rubric = Rubric.of(Round.objects.filter(reads_per_entry__gt=0)[0].rubric)
    return dict.fromkeys(rubric.keys, f"{rubric.scale[-2]:g}")


def while_the_call_is_open(bench: Bench) -> Iterator[Cost]:
    """Writing and submitting, in the same world, with the clock put back."""
    from baigong.domain.editions.models import Edition  # noqa: PLC0415 - likewise
    from baigong.domain.editions.queries import milestone_at  # noqa: PLC0415 - likewise
    from tests.bench import flows  # noqa: PLC0415 - likewise

    edition = Edition.objects.get()
    closes = milestone_at(edition, "call_closes")
    assert closes is not None
    bench.house.move_clock(closes - timedelta(hours=2))
    acts = cycle([flows.submitting(bench.role(name), edition) for name in WRITERS])

    def act() -> tuple[float, int]:
        return next(acts)()

    yield bench.cost("submit_flow", act, rounds=10, warm_up=2)
    yield bench.cost("sign_up_flow", flows.signing_up(bench.house.url), rounds=15, warm_up=2)
    yield bench.cost("whole_flow", flows.applying(bench.house.url, edition), rounds=80, warm_up=8)


def after_the_results(bench: Bench) -> Iterator[Cost]:
    """What waits until everything is in."""
    from tests.bench import flows  # noqa: PLC0415 - likewise

    paths, office = bench.told["paths"], bench.role("office")
    yield bench.cost("ballots_export", flows.page(office, paths["ballots_export"]), rounds=5, warm_up=1)
    stranger = Visitor(bench.house.url)
    yield bench.cost("library", flows.page(stranger, paths["library"]))
    yield bench.cost("library_search", flows.page(stranger, f"{paths['library']}?q=%E5%AF%A6%E7%BF%92"))
    yield bench.cost("winners", flows.page(stranger, "/winners/"))
    yield bench.cost("certificate_check", flows.page(stranger, paths["certificate_check"]))


SCENES: dict[str, tuple[Callable[[Bench], Iterator[Cost]], ...]] = {
    "mid_judging": (while_judging, while_the_call_is_open),
    "results_out": (after_the_results,),
}


def costs(house: House, *, size: int) -> Iterator[Cost]:
    """Every page of every scene."""
    for scene, parts in SCENES.items():
        told = house.fill(scene, entries=size, judges=JUDGES.get(size, max(8, size // 80)))
        with house.server():
            bench = Bench(house, told, size=size)
            yield from chain.from_iterable(part(bench) for part in parts)
    yield from waits(house, size=size)


def main(folder: str, port: str, size: str) -> None:
    django.setup()
    found: list[dict[str, Any]] = [asdict(cost) for cost in costs(House(Path(folder), int(port)), size=int(size))]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
