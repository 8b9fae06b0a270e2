"""Every package that we name is used, and every package that we use is named: in pyproject.toml, with its reason."""

import ast
import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("applications", "content", "payments", "procedures", "site", "manage.py")
TESTS = ("tests",)
DOTTED = re.compile(r"[A-Za-z_]\w*(\.\w+)*")

# Named in pyproject.toml, and in no line of our code; looked through on 2026-11-27.
NEVER_IMPORTED = {
    "redis": "Django's cache backend imports it, in production",
    "pytest-cov": "a plugin of pytest",
    "pytest-xdist": "a plugin of pytest",
    "import-linter": "a program",
    "ruff": "a program",
    "djangofmt": "a program",
    "mypy": "a program",
    "django-stubs": "types, read by mypy",
    "djangorestframework-stubs": "types, read by mypy",
    "lxml-stubs": "types, read by mypy",
    "types-jsonschema": "types, read by mypy",
    "types-requests": "types, read by mypy",
}

# Used, and installed because another package needs it; looked through on 2026-11-27.
BROUGHT_BY = {
    "boto3": "django-storages",
    "django-taggit": "wagtail",
    "modelsearch": "wagtail",
    "pydantic-core": "countrystatecity-postal-codes",
    "urllib3": "requests",
    "werkzeug": "flask",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """The direct dependencies: what runs MOS, and what only develops it."""

    runs: frozenset[str]
    develops: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """The packages that our files import, and those whose modules stand in their strings."""

    imported: frozenset[str]
    named: frozenset[str]


def canonical(name: str) -> str:
    """A package's name as PyPI compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> Declared:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())

    def names(lines: list[str]) -> frozenset[str]:
        return frozenset(canonical(re.split(r"[\[<>=~! ]", line)[0]) for line in lines)

    return Declared(runs=names(project["project"]["dependencies"]), develops=names(project["dependency-groups"]["dev"]))


def sources(places: tuple[str, ...]) -> Iterator[str]:
    for place in places:
        path = ROOT / place
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            if "node_modules" not in file.parts:
                yield file.read_text()


def imported(tree: ast.Module) -> set[str]:
    """The top modules that a file imports."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def modules_named_in_strings(tree: ast.Module) -> set[str]:
    """The top modules of the dotted paths in a file's strings: settings, middleware, programs that are started."""
    strings = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text.split(".")[0] for text in strings if isinstance(text, str) and DOTTED.fullmatch(text)}


@functools.cache
def installed() -> Mapping[str, list[str]]:
    return metadata.packages_distributions()


def packages(modules: set[str]) -> frozenset[str]:
    """The installed packages that these modules come from; the standard library's and ours come from none."""
    return frozenset(canonical(name) for module in modules for name in installed().get(module, ()))


def undeclared(found: frozenset[str], allowed: frozenset[str]) -> set[str]:
    return {name for name in found if name not in allowed and BROUGHT_BY.get(name) not in allowed}


@functools.cache
def used(places: tuple[str, ...]) -> Used:
    modules: set[str] = set()
    names: set[str] = set()
    for source in sources(places):
        tree = ast.parse(source)
        modules |= imported(tree)
        names |= modules_named_in_strings(tree)
    return Used(imported=packages(modules), named=packages(names))


def test_what_runs_is_used_by_the_product() -> None:
    product = used(PRODUCT)
    assert declared().runs - product.imported - product.named - NEVER_IMPORTED.keys() == set()


def test_what_develops_is_used_by_the_tests() -> None:
    tests = used(TESTS)
    assert declared().develops - tests.imported - tests.named - NEVER_IMPORTED.keys() == set()


def test_the_product_imports_what_runs() -> None:
    product = used(PRODUCT)
    assert "django" in product.imported
    assert undeclared(product.imported, declared().runs) == set()


def test_the_tests_import_what_is_declared() -> None:
    tests = used(TESTS)
    assert "pytest" in tests.imported
    assert undeclared(tests.imported, declared().runs | declared().develops) == set()


def test_the_lists_of_reasons_name_nothing_that_is_gone() -> None:
    known, product, tests = declared(), used(PRODUCT), used(TESTS)
    assert NEVER_IMPORTED.keys() - known.runs - known.develops == set()
    assert NEVER_IMPORTED.keys() & (product.imported | tests.imported & known.develops) == set()
    assert BROUGHT_BY.keys() - product.imported - tests.imported == set()
    assert set(BROUGHT_BY.values()) - known.runs - known.develops == set()


def test_planted_ones_are_caught() -> None:
    runs = frozenset({"django", "flask", "pillow"})
    planted = ast.parse("import django, werkzeug.http\nfrom PIL import Image\nimport polib\nBACKEND = 'flask.app'\n")
    found = packages(imported(planted))
    assert found == {"django", "pillow", "werkzeug", "polib"}
    assert undeclared(found, runs) == {"polib"}
    assert undeclared(found, runs - {"flask"}) == {"polib", "werkzeug"}
    assert runs - found == {"flask"}
    assert runs - found - packages(modules_named_in_strings(planted)) == set()
