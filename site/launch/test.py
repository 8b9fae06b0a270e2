"""`make test`: quick tests in parallel, then browsers and whole systems one by one; the first failure decides."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from launch import postgres
from launch.ports import Ports, from_environment, is_taken

RANGE, TRIES = 100, 20  # the tests use the ports from PORT to PORT + 99
QUICK = ["-n", "2", "-m", "not browser and not system"]
SLOW = ["-m", "browser or system"]


def main() -> None:
    arguments = sys.argv[1:]
    data = Path(os.environ["DATA"]).resolve()
    server = postgres.ensure(data, _free(data).of("postgres"))
    ensure_browser()
    try:
        codes = [_pytest(QUICK + arguments), _pytest(SLOW + arguments)]
    finally:
        postgres.stop(server)
    sys.exit(next((code for code in codes if code), 0))


def _free(data: Path) -> Ports:
    """The first range of ports that nobody else's server stands in: two checkouts test side by side."""
    ports = from_environment()
    for _ in range(TRIES):
        server = postgres.locate(data, ports.of("postgres"))
        if postgres.answers(server) or not any(is_taken(ports.first + offset) for offset in range(RANGE)):
            break
        ports = Ports(first=ports.first + RANGE)
    os.environ["PORT"] = str(ports.first)
    return ports


def ensure_browser() -> None:
    """Debian's Chromium where it can be had, Playwright's own otherwise; tests skip with the reason if neither."""
    if shutil.which("chromium"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            _quiet(["apt-get", *command])
    if not shutil.which("chromium"):
        _quiet([sys.executable, "-m", "playwright", "install", "chromium"])


def _quiet(command: list[str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # noqa: S603  # the two above


def _pytest(arguments: list[str]) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], check=False).returncode  # noqa: S603  # ourselves


if __name__ == "__main__":
    main()
