"""One class name, one meaning: who meets a name knows its only definition, whatever file it is imported into."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("applications", "content", "payments", "procedures", "site")
OF_DJANGO = frozenset({"Command", "Meta", "Migration"})  # the framework finds these by their names
ONCE = frozenset({"messages", "requests", "transfer", "package", "canonical", "xades"})  # each meant several things


def modules() -> Iterator[tuple[str, ast.Module]]:
    for folder in PRODUCT:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def defined(tree: ast.Module) -> set[str]:
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)} - OF_DJANGO


def renamed(tree: ast.Module) -> set[str]:
    """Classes of our own that an importer gives another name."""
    ours = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and _is_ours(node.module or ""))
    names = (name for node in ours for name in node.names)
    return {
        f"{name.name} as {name.asname}"
        for name in names
        if name.asname and name.name[0].isupper() and not name.name.isupper()
    }


def _is_ours(module: str) -> bool:
    top = module.split(".", maxsplit=1)[0]
    return any((ROOT / place / top).is_dir() for place in ("", "site"))


def doubles(trees: list[tuple[str, ast.Module]]) -> dict[str, list[str]]:
    places = defaultdict(list)
    for path, tree in trees:
        for name in defined(tree):
            places[name].append(path)
    return {name: found for name, found in places.items() if len(found) > 1}


def test_one_name_is_defined_once() -> None:
    assert doubles(list(modules())) == {}


def test_nobody_has_to_rename_what_they_import() -> None:
    assert {path: names for path, tree in modules() if (names := renamed(tree))} == {}


def test_a_second_state_and_a_new_name_for_it_are_caught() -> None:
    one, other = ast.parse("class State: ..."), ast.parse("class State:\n    class Meta: ...")
    assert doubles([("a.py", one), ("b.py", other)]) == {"State": ["a.py", "b.py"]}
    borrowed = "from applications.drafting.states import State as Stage\nfrom django.forms import Form as DjangoForm"
    assert renamed(ast.parse(borrowed)) == {"State as Stage"}


def test_names_that_meant_several_things_are_given_once() -> None:
    stems = [Path(path).stem for path, _ in modules()]
    assert {name: stems.count(name) for name in ONCE if stems.count(name) > 1} == {}
