"""Where the next reads help most: which entry, by which judge."""

from __future__ import annotations

from fairjury.reads.place import Cut, Standing, next_reads
from fairjury.reads.value import cut_level, worth

__all__ = ["Cut", "Standing", "cut_level", "next_reads", "worth"]
