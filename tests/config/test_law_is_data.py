"""What the law says stands in `procedures/`: no page and no module beside it cites an article in its own words."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = re.compile(r"(?:\b[Aa]rt\.|§)[\s\xa0]?\d")
ROOMS = ("applications", "payments", "content", "site")
NOT_READ = {"migrations", "seed", "static-collected", "node_modules", "register_double"}  # the double is the office
EXCEPTIONS = {
    "site/templates/500.html": "made without the tables, which may be what broke",
    "site/templates/components/all.html": "the pattern book, with made-up facts",
    "site/templates/content/editors/cited_search.html": "examples of how a unit is typed",
    "applications/uploads/refusals.py": "each is a check of code, with the paragraph it is there for",
    "applications/receipts/receipt_pdf.py": "official words of the receipt, in Polish and English",
    "applications/retention/consent.py": "a consent is recorded word for word, with its version",
}


def files(suffix: str) -> list[Path]:
    found = [path for room in ROOMS for path in sorted((ROOT / room).rglob(f"*{suffix}"))]
    return [path for path in found if not NOT_READ & set(path.parts)]


def citations(path: Path) -> list[str]:
    text = path.read_text()
    return ARTICLE.findall(text) if path.suffix == ".html" else list(in_strings(text))


def in_strings(source: str) -> Iterator[str]:
    """Docstrings may cite: they are for whoever reads the code."""
    tree = ast.parse(source)
    said = {id(node.body[0].value) for node in ast.walk(tree) if is_documented(node)}  # type: ignore[attr-defined]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield from ARTICLE.findall(node.value)


def is_documented(node: ast.AST) -> bool:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return isinstance(node, kinds) and ast.get_docstring(node) is not None


@pytest.mark.parametrize("suffix", [".html", ".py"])
def test_only_procedures_speak_of_articles(suffix: str) -> None:
    citing = {str(path.relative_to(ROOT)) for path in files(suffix) if citations(path)}
    assert citing == {path for path in EXCEPTIONS if path.endswith(suffix)}


def test_a_planted_citation_is_found() -> None:
    assert list(in_strings('"""Act, art. 1."""\nTEXT = "refused (art. 100(1)(9))"\n')) == ["art. 1"]
    assert ARTICLE.findall("<p>(art.\xa0105)</p><p>§ 3</p><p>the art of it, 3</p>") == ["art.\xa01", "§ 3"]
