"""The import contracts hold, and a deliberately wrong import breaks them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("content", "procedures", "applications", "payments", "site")
WRONG = {
    "up a floor": ("procedures/api.py", "import applications.drafting.models"),
    "up a room": ("applications/answers/models.py", "import applications.drafting.states"),
    "up inside the journey": ("content/journey/place.py", "import content.journey.pages"),
    "a page of editors in the journey, for its type": (
        "content/journey/place.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import content.models",
    ),
    "the journey in a page of editors": ("content/models.py", "import content.journey.place"),
    "Stripe outside its gateway": ("applications/drafting/states.py", "import stripe"),
    "Django in the connector": ("applications/exchange/connector/__init__.py", "import django"),
    "Django in the register double": ("applications/exchange/register_double/__init__.py", "import django"),
    "the double in the connector": (
        "applications/exchange/connector/backends.py",
        "import applications.exchange.register_double.database",
    ),
    "the connector in the double": (
        "applications/exchange/register_double/backend.py",
        "import applications.exchange.connector.errors",
    ),
    "the portal in the connector": (
        "applications/exchange/connector/spool.py",
        "import applications.exchange.portal.errors",
    ),
    "the connector in the portal": (
        "applications/exchange/portal/standing.py",
        "import applications.exchange.connector.errors",
    ),
    "a side in the protocol": (
        "applications/exchange/protocol/backend.py",
        "import applications.exchange.connector.errors",
    ),
}


def lint_imports(house: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=house,
        env={**os.environ, "PYTHONPATH": f"{house / 'site'}{os.pathsep}{house}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the code, to plant things in."""
    for floor in FLOORS:
        shutil.copytree(
            ROOT / floor,
            tmp_path / floor,
            ignore=lambda _, names: [n for n in names if n in {"node_modules", "static"}],
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(house: Path) -> None:
    done = lint_imports(house)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("where", WRONG)
def test_a_wrong_import_is_caught(house: Path, where: str) -> None:
    path, line = WRONG[where]
    with (house / path).open("a") as module:
        module.write(f"\n{line}\n")
    done = lint_imports(house)
    assert "BROKEN" in done.stdout
    assert done.returncode == 1
