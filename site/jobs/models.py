"""How often a row was tried, when it is tried again, and why it was set aside. No row: it was not tried, or is done."""

from django.db import models


class Attempt(models.Model):
    queue = models.CharField(max_length=60)
    row = models.CharField(max_length=100)  # its key in its room, or "*": the whole queue, see `queues`
    attempts = models.PositiveIntegerField(default=0)  # counted before each is made, so one that kills counts too
    waits = models.PositiveIntegerField(default=0)  # how often something it needs was away: no fault of the row
    first_at = models.DateTimeField()
    due_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)  # names a class and a place in the code, no data

    class Meta:
        constraints = [models.UniqueConstraint(name="attempt_once_per_row", fields=["queue", "row"])]

    def __str__(self) -> str:
        return f"{self.queue} {self.row}".strip()

    @property
    def tries(self) -> int:
        return self.attempts + self.waits
