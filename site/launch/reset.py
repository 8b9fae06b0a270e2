"""`make reset`: stops what a data folder still runs and forgets all it stored."""

import os
import shutil
import sys
from pathlib import Path

from launch import postgres
from launch.ports import from_environment
from launch.run import alone


def main() -> None:
    data = Path(os.environ.get("DATA", "var")).resolve()
    if not data.exists():
        return
    with alone(data):
        server = postgres.locate(data, from_environment().of("postgres"))
        postgres.stop(server)
        shutil.rmtree(server.data.parent, ignore_errors=True)
    for entry in data.iterdir():
        if entry.name == "test":  # the tests keep their own
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()
    sys.stdout.write(f"Everything in {data} is forgotten\n")


if __name__ == "__main__":
    main()
