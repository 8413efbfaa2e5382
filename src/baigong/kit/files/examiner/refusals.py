"""Why a file is not taken: short codes that the house puts into sentences."""

from __future__ import annotations


class RefusedFileError(Exception):
    """The file must not be kept; `reason` is one of the codes in kit/files/sentences.py."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
