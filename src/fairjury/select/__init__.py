"""Who is chosen, how sure that is, and why."""

from __future__ import annotations

from fairjury.select.even import Uneven
from fairjury.select.odds import Zones, hits, uneven, zones
from fairjury.select.outcome import Choice, Selection, alternates, select, successor
from fairjury.select.reasons import Reason, reasons
from fairjury.select.rulebook import Prize, Quota, Rulebook

__all__ = [
    "Choice", "Prize", "Quota", "Reason", "Rulebook", "Selection", "Uneven", "Zones", "alternates", "hits", "reasons",
    "select", "successor", "uneven", "zones",
]  # fmt: skip
