"""No files of a package import each other in a circle, however late or quietly: all imports count."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from importlib.util import resolve_name
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = sorted(
    path.parent
    for place in (ROOT, ROOT / "site")
    for path in place.glob("*/__init__.py")
    if path.parent.name != "tests"
)

type Graph = dict[str, set[str]]


def graph(package: Path) -> Graph:
    """Which module imports which, inside one package."""
    files = {
        ".".join(path.relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__"): path
        for path in package.rglob("*.py")
        if "migrations" not in path.parts
    }
    return {
        name: {found for each in imported(name, path) if (found := _file(each, files)) not in {"", name}}
        for name, path in files.items()
    }


def imported(name: str, path: Path) -> Iterator[str]:
    """Every name that the file imports: at its head, for types only, in a function, or as a model asked by its name."""
    package = name if path.stem == "__init__" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = resolve_name("." * node.level + (node.module or ""), package)
            yield from (f"{module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("get_model"):
            words = [each.value for each in node.args if isinstance(each, ast.Constant)]
            yield apps.get_model(".".join(words)).__module__


def _file(name: str, files: dict[str, Path]) -> str:
    """The module of the package that the name stands in; empty for what is outside."""
    while name and name not in files:
        name = name.rpartition(".")[0]
    return name


def circle(found: Graph) -> list[str]:
    """One circle, if there is any."""
    try:
        TopologicalSorter(found).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_no_files_import_each_other(package: Path) -> None:
    found = graph(package)
    assert len(found) == len({path for path in package.rglob("*.py") if "migrations" not in path.parts})
    assert circle(found) == []


def test_every_package_is_looked_at() -> None:
    names = {path.name for path in PACKAGES}
    assert {"accounts", "applications", "audit", "config", "content", "jobs", "launch", "notices"} <= names
    assert {"payments", "procedures", "sealing", "writing"} <= names


@pytest.mark.parametrize(
    "back",
    [
        "from house import door",
        "from house.door import knock",
        "from . import door",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from house.door import knock",
        "def ring():\n    import house.door",
    ],
)
def test_a_planted_circle_is_caught(tmp_path: Path, back: str) -> None:
    house = tmp_path / "house"
    house.mkdir()
    (house / "__init__.py").touch()
    (house / "door.py").write_text("from house.bell import ring\n")
    (house / "bell.py").write_text("import ast\n")
    assert circle(graph(house)) == []
    (house / "bell.py").write_text(f"{back}\n")
    assert sorted(set(circle(graph(house)))) == ["house.bell", "house.door"]


def test_a_model_asked_by_its_name_is_an_import(tmp_path: Path) -> None:
    (tmp_path / "place.py").write_text('from django.apps import apps\napps.get_model("content", "GuidePage")\n')
    assert "content.models" in set(imported("content.place", tmp_path / "place.py"))
