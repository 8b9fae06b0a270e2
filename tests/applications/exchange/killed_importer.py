"""The importer as a process of its own, killed (SIGKILL) in the middle of removing files: at the n-th of them."""

import os
import signal
import sys
from collections.abc import Callable

from applications.exchange.connector import importer

left = int(sys.argv[1])


def deadly[**P, R](really: Callable[P, R]) -> Callable[P, R]:
    def call(*arguments: P.args, **more: P.kwargs) -> R:
        global left  # noqa: PLW0603  # one process, one counter
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return really(*arguments, **more)

    return call


if __name__ == "__main__":
    os.unlink, os.rmdir, os.rename = deadly(os.unlink), deadly(os.rmdir), deadly(os.rename)
    importer.main()
