"""The same figures in the text format that Prometheus reads."""

from collections.abc import Callable, Iterable

from jobs.standing import QueueStanding

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
GAUGES: dict[str, tuple[str, Callable[[QueueStanding], float]]] = {
    "mos_queue_waiting": ("Rows that are due and not set aside.", lambda each: each.waiting),
    "mos_queue_oldest_seconds": ("How long the oldest of them waits.", lambda each: each.age.total_seconds()),
    "mos_queue_failing": ("Rows that failed and are tried again.", lambda each: each.failing),
    "mos_queue_set_aside": ("Rows that wait for an officer.", lambda each: each.set_aside),
    "mos_queue_away": ("1 while a service that the whole queue needs is away.", lambda each: bool(each.away)),
}


def text(of_all: Iterable[QueueStanding]) -> str:
    queues = list(of_all)
    lines = []
    for name, (meaning, figure) in GAUGES.items():
        lines += [f"# HELP {name} {meaning}", f"# TYPE {name} gauge"]
        lines += [f'{name}{{queue="{each.queue}"}} {figure(each):g}' for each in queues]
    return "\n".join(lines) + "\n"
