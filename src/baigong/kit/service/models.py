"""What one web process counted in one stretch of time."""

from __future__ import annotations

from django.db import models

SHARE = 20  # one in so many asked in vain makes a stretch a bad one


class Stretch(models.Model):
    """Requests of those who write; as long as nothing goes wrong, one stretch goes on."""

    since = models.DateTimeField()
    until = models.DateTimeField(db_index=True)
    taken = models.PositiveIntegerField(default=0, help_text="Acts that were answered, a refusal with a reason too.")
    failed = models.PositiveIntegerField(default=0, help_text="Acts that were not taken for a fault of ours.")
    turned_away = models.PositiveIntegerField(default=0, help_text="Looks that were asked to come back later.")

    class Meta:
        ordering = ("since", "pk")

    def __str__(self) -> str:
        return f"{self.since:%F %T} to {self.until:%T}: {self.taken} taken, {self.in_vain} in vain"

    @property
    def in_vain(self) -> int:
        return self.failed + self.turned_away

    @property
    def is_bad(self) -> bool:
        return 0 < self.taken + self.in_vain <= self.in_vain * SHARE
