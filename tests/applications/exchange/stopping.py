"""A loop's end after so many rounds, which remembers how long each pause would have been."""

import threading


class Stopping(threading.Event):
    def __init__(self, *, after: int) -> None:
        super().__init__()
        self.after, self.pauses = after, list[float]()

    def wait(self, timeout: float | None = None) -> bool:
        self.pauses.append(timeout or 0)
        if len(self.pauses) == self.after:
            self.set()
        return self.is_set()
