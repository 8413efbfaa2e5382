"""The chapters of the report: heading, words, picture rows and tables, before anybody sets them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from . import marks
from .facts import Z90, Facts, Line, Zone
from .marks import Ring, Strip
from .words import Speech, points, share

#: A cell is words, or a strip that shows what the other cells of its row say.
Cell = str | Strip
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words and strips; `axis` goes above the strips; `figures` are columns of numbers, `wide` of sentences."""

    caption: str
    head: tuple[str, ...]
    rows: list[Row]
    figures: frozenset[int] = frozenset()
    axis: Strip = ()
    wide: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter: finding first, then the note on how to read it, pictures and tables."""

    key: str
    title: str
    said: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    ring: Ring | None = None
    label: str = ""
    parts: tuple[tuple[str, list[tuple[float, float]]], ...] = ()
    facts: tuple[tuple[str, str], ...] = field(default=())


def chapters(facts: Facts, speech: Speech) -> list[Chapter]:
    """All chapters in order."""
    made = [zones(facts, speech), *bands(facts, speech)]
    makers: tuple[Callable[[Facts, Speech], Chapter], ...] = (severity, scale, graph, entries)
    made += [make(facts, speech) for make in makers]
    if facts.record["decisions"]:
        made.append(meeting(facts, speech))
    return [*made, how(facts, speech)]


def zones(facts: Facts, say: Speech) -> Chapter:
    found = facts.zones()
    head = tuple(map(say, ("prize", "places", "expected", "safe_in", "open", "safe_out", "vacant")))
    rows: list[Row] = [_zone(facts, zone) for zone in found]
    main = next(zone for zone in found if zone.prize == facts.main)
    said = _said(facts, say, main)
    drawn = tuple(
        (_said(facts, say, zone), marks.proportions((zone.safe_in, zone.open, zone.safe_out)))
        for zone in found
        if zone.prize in facts.cuts()
    )
    table = Table(say("zones"), head, rows, frozenset(range(1, 7)))
    return Chapter("zones", say("zones"), (said, say("zones_note")), (table,), parts=drawn)


def _said(facts: Facts, say: Speech, zone: Zone) -> str:
    return say("zones_found", prize=facts.prize(zone.prize), safe=zone.safe_in, open=zone.open, out=zone.safe_out)


def _zone(facts: Facts, zone: Zone) -> Row:
    counts = (zone.safe_in, zone.open, zone.safe_out, zone.vacant)
    return (facts.prize(zone.prize), str(zone.places), f"{zone.expected:.1f}", *map(str, counts))


def bands(facts: Facts, say: Speech) -> list[Chapter]:
    """One chapter per cut that the whole field competes for."""
    return [band(facts, say, prize=prize, number=number) for number, prize in enumerate(facts.cuts(), 1)]


def band(facts: Facts, say: Speech, *, prize: str, number: int) -> Chapter:
    lines, cut = facts.band(prize)
    doubtful = next(zone.open for zone in facts.zones() if zone.prize == prize)
    title = say("band_title", prize=facts.prize(prize), open=doubtful)
    if not lines:
        return Chapter(f"band-{number}", title, (say("nothing"),))
    axis = marks.band_axis(lines, scale=facts.scale)
    ends = {axis.low: points(axis.low), axis.high: points(axis.high)}
    head = (say("place"), say("entry"), say("picture"), say("score"), say("range"), say("chance"))
    rows: list[Row] = [_around(facts, line, marks.certainty(line, axis, prize=prize, cut=cut), prize) for line in lines]
    table = Table(title, head, rows, frozenset({0, 3, 4, 5}), axis.words(ends))
    return Chapter(f"band-{number}", title, (say("band_note"),), (table,))


def _around(facts: Facts, line: Line, drawn: Strip, prize: str) -> Row:
    half = Z90 * line["error"]
    between = f"{points(line['merit'] - half)}–{points(line['merit'] + half)}"
    chance = share(line["chances"].get(prize, 0.0))
    return str(line["rank"]), facts.entry(line["key"]), drawn, points(line["merit"]), between, chance


def severity(facts: Facts, say: Speech) -> Chapter:
    axis = marks.severity_axis(facts.judges)
    counted = [line["severity"] for line in facts.judges if line["weight"] > 0] or [0.0]
    low, high = facts.scale
    found = say("severity_found", span=points(max(counted) - min(counted)), low=f"{low:g}", high=f"{high:g}")
    head = tuple(map(say, ("judge", "picture", "severity_of", "reads", "weight", "remarks")))
    rows: list[Row] = [_judge(facts, say, line, marks.severity(line, axis)) for line in facts.judges]
    words = {axis.low: say("severe"), 0.0: "0", axis.high: say("lenient")}
    table = Table(say("severity"), head, rows, frozenset({2, 3, 4}), axis.words(words), frozenset({5}))
    return Chapter("severity", say("severity"), (found, say("severity_note")), (table,))


def _judge(facts: Facts, say: Speech, line: Line, drawn: Strip) -> Row:
    words = say.sentences([say.of(remark) for remark in line["remarks"]])
    number = points(line["severity"], sign=True) if line["reads"] else "—"
    return facts.judge(line["key"]), drawn, number, str(line["reads"]), share(line["weight"]), words


def scale(facts: Facts, say: Speech) -> Chapter:
    read = [line for line in facts.judges if line["reads"]]
    whole = sum(line["reads"] for line in read) or 1
    middle = [sum(p * at for at, p in enumerate(facts.histograms[line["key"]])) * line["reads"] for line in read]
    clipped = sum(line["clipped"] * line["reads"] for line in read) / whole
    found = say("scale_found", middle=share(sum(middle) / whole / (facts.bins - 1)), clipped=share(clipped))
    head = tuple(map(say, ("judge", "picture", "stretch", "noise", "at_ends")))
    rows: list[Row] = [
        (facts.judge(line["key"]), marks.histogram(facts.histograms[line["key"]]), points(line["scale"]),
         points(line["noise"]), share(line["clipped"]))
        for line in read
    ]  # fmt: skip
    low, high = facts.scale
    axis: Strip = (("word", 0.04, f"{low:g}"), ("word", 0.94, f"{high:g}"))
    table = Table(say("scale"), head, rows, frozenset({2, 3, 4}), axis)
    return Chapter("scale", say("scale"), (found, say("scale_note")), (table,))


def graph(facts: Facts, say: Speech) -> Chapter:
    drawn = marks.ring(facts)
    said = [say("graph_found", efficiency=points(facts.result["efficiency"])), say("graph_note")]
    if drawn.is_cut:
        said.append(say("graph_cut", count=marks.EDGES))
    head = tuple(map(say, ("number", "judge", "reads", "shares_with", "most_with")))
    rows: list[Row] = [_company(facts, say, line, number) for number, line in enumerate(facts.judges, 1)]
    label = say("graph_alt", judges=len(facts.judges), pairs=len(facts.shared))
    table = Table(say("graph"), head, rows, frozenset({0, 2, 3}))
    return Chapter("graph", say("graph"), tuple(said), (table,), ring=drawn, label=label)


def _company(facts: Facts, say: Speech, line: Line, number: int) -> Row:
    others, most, count = facts.company(line["key"])
    nearest = f"{facts.judge(most)} ({say('of_entries', count=count)})" if most else "—"
    return str(number), facts.judge(line["key"]), str(line["reads"]), str(others), nearest


def entries(facts: Facts, say: Speech) -> Chapter:
    told = facts.told()
    said = [say("entries_note")]
    if len(told) < len(facts.entries):
        said.append(say("entries_cut", count=len(told)))
    head = tuple(map(say, ("place", "entry", "reads", "mean", "merit", "chance", "result", "reason")))
    rows: list[Row] = [_entry(facts, say, line) for line in told]
    table = Table(say("entries"), head, rows, frozenset({0, 2, 3, 4, 5}), wide=frozenset({7}))
    return Chapter("entries", say("entries"), tuple(said), (table,))


def _entry(facts: Facts, say: Speech, line: Line) -> Row:
    words = say.sentences([say.of(line["reason"]), *(say.of(remark) for remark in line["remarks"])])
    place, merit, chance = _standing(facts, line)
    result = _outcome(facts, say, line)
    return place, facts.entry(line["key"]), str(line["reads"]), points(line["mean"]), merit, chance, result, words


def _standing(facts: Facts, line: Line) -> tuple[str, str, str]:
    """Place, calibrated score with its doubt, and chance at the main cut."""
    if line["rank"] is None:
        return "—", "—", "—"
    merit = f"{points(line['merit'])} ± {points(Z90 * line['error'])}"
    return str(line["rank"]), merit, share(line["chances"].get(facts.main, 0.0))


def _outcome(facts: Facts, say: Speech, line: Line) -> str:
    """The prizes in the end, and whether the meeting had a hand in it."""
    won = [facts.won(of) for of in facts.final.get(line["key"], [])]
    result = say.listed(won) if won else say("not_chosen" if line["rank"] else "unranked")
    decided = any(row["entry"] == line["key"] for row in facts.record["decisions"])
    return f"{result} ({say('by_meeting')})" if decided else result


def meeting(facts: Facts, say: Speech) -> Chapter:
    head = tuple(map(say, ("entry", "before", "after", "fingerprint")))
    rows: list[Row] = [
        (
            facts.entry(row["entry"]),
            say.listed([facts.won(of) for of in row["before"]]),
            say.listed([facts.won(of) for of in row["after"]]),
            row["reason"][:16],
        )
        for row in facts.record["decisions"]
    ]
    return Chapter("meeting", say("meeting"), (say("meeting_note"),), (Table(say("meeting"), head, rows),))


def how(facts: Facts, say: Speech) -> Chapter:
    warnings = [say.of(remark) for remark in facts.result["warnings"]] or [say("nothing")]
    engine = facts.record["engine"]
    packages = ", ".join(f"{name} {version}" for name, version in sorted(engine["packages"].items()))
    rows: tuple[tuple[str, str], ...] = (
        (say("model"), say.of(facts.result["gate"])),
        (say("warnings"), say.sentences(warnings)),
        (say("seed"), facts.record["seed"]),
        (say("digest"), facts.record["digest"]),
        (say("engine"), f"fairjury {engine['version']} ({packages})"),
    )
    if facts.record["rules"]["signed"]:
        rows = (*rows, (say("signed"), facts.record["rules"]["signed"]))
    steps = tuple(say(f"step_{number}") for number in (1, 2, 3))
    return Chapter("how", say("how"), steps, facts=(*rows, (say("verify"), "fairjury verify record.json")))
