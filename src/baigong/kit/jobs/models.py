"""When a repeated job is due next."""

from django.db import models


class Schedule(models.Model):
    """One repeated job; the worker that moves `due` on first is the one that enqueues it."""

    name = models.CharField(max_length=200, unique=True)
    due = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.due:%F %T}"
