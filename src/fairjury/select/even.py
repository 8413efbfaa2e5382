"""Who was read less often than the others in doubt: such a field is evened out, or signed for."""

from __future__ import annotations

import numpy as np

from fairjury.arrays import Codes
from fairjury.select.odds import uneven


class Uneven(ValueError):
    """Raised when entries in doubt at one prize's cut were read at least twice less often than another in doubt.

    `.prize` and `.entries` (indices) say where, `.most` the reads of the one read most often; `.zh` and `.en` say so.
    """

    def __init__(self, prize: str, entries: Codes, *, reads: Codes, most: int) -> None:
        self.prize, self.entries, self.most = prize, entries, most
        self.fewest = int(reads[entries].min())
        super().__init__(self.en)

    @property
    def en(self) -> str:
        return (
            f"At “{self.prize}”, {self.entries.size} entries in doubt were read as rarely as {self.fewest} times, "
            f"others {self.most} times: have them read more, or sign for it with a reason."
        )

    @property
    def zh(self) -> str:
        return (
            f"「{self.prize}」的入選邊緣有 {self.entries.size} 件讀得較少（最少 {self.fewest} 次，"
            f"最多的讀了 {self.most} 次）：請先補讀，或由主辦單位具名並寫明理由後選出。"
        )


def refuse_uneven(prize: str, reads: Codes, contested: np.ndarray) -> None:
    """Raise `Uneven` when the contested entries (n,) were not read equally often, give or take one; reads (n,)."""
    behind = uneven(reads, contested)
    if behind.size:
        raise Uneven(prize, behind, reads=reads, most=int(reads[contested].max()))
