"""Work done later: rows enqueued in the transaction, run by the worker, tried again, never lost."""

from __future__ import annotations

from baigong.kit.jobs.registry import Job, every, job, later

__all__ = ["Job", "every", "job", "later"]
