"""The names that the product defines, and the words by which its code, templates and tables use names."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("applications", "content", "payments", "procedures", "site")
FOREIGN = {"node_modules", "migrations"}
PATH = re.compile(r"[A-Za-z_][\w-]*([.:/][\w-]+)*")  # a dotted path, a lookup, a template's name, a key
TAG = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
WORD = re.compile(r"[^\W_]\w*|_\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Defined:
    """A function, class, method or constant, where it stands: `within` names the classes around it."""

    module: str
    within: tuple[str, ...]
    name: str
    decorators: tuple[str, ...] = ()
    is_constant: bool = False

    @property
    def path(self) -> str:
        return ".".join((self.module, *self.within, self.name))


class Reader(ast.NodeVisitor):
    """One file's definitions that are reached by name from outside, and the words it uses. Docstrings use nothing."""

    def __init__(self, module: str) -> None:
        self.module, self.within, self.depth = module, list[str](), 0
        self.defined: list[Defined] = []
        self.used: set[str] = set()

    def visit_Module(self, node: ast.Module) -> None:
        self._body(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._define(node.name, node.decorator_list)
        for each in (*node.type_params, *node.bases, *node.keywords):
            self.visit(each)
        self.within.append(node.name)
        self._body(node)
        self.within.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._define(node.name, node.decorator_list)
        for each in (*node.type_params, node.args, *([node.returns] if node.returns else [])):
            self.visit(each)
        self.depth += 1
        self._body(node)
        self.depth -= 1

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.used.add(node.id)
        elif not self.depth:
            self.defined.append(
                Defined(module=self.module, within=tuple(self.within), name=node.id, is_constant=True),
            )

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.ctx, ast.Load):
            self.used.add(node.attr)
        self.visit(node.value)

    def visit_keyword(self, node: ast.keyword) -> None:
        self.used.update((node.arg or "").split("__"))
        self.visit(node.value)

    def visit_MatchClass(self, node: ast.MatchClass) -> None:
        self.used.update(node.kwd_attrs)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str) and PATH.fullmatch(node.value):
            self.used.update(re.split(r"[.:/-]|__", node.value))

    def _define(self, name: str, decorators: list[ast.expr]) -> None:
        for each in decorators:
            self.visit(each)
        if not self.depth:
            texts = tuple(ast.unparse(each) for each in decorators)
            self.defined.append(
                Defined(module=self.module, within=tuple(self.within), name=name, decorators=texts),
            )

    def _body(self, node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        for each in node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body:
            self.visit(each)


def files(ending: str) -> Iterator[Path]:
    for floor in FLOORS:
        for path in sorted((ROOT / floor).rglob(f"*{ending}")):
            if not FOREIGN & set(path.parts):
                yield path


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[1:] if parts[0] == "site" else parts).removesuffix(".__init__")


def read(source: str, module: str) -> Reader:
    reader = Reader(module)
    reader.visit(ast.parse(source))
    return reader


def in_templates() -> set[str]:
    texts = (path.read_text() for ending in (".html", ".txt") for path in files(ending))
    return {word for text in texts for tag in TAG.findall(text) for word in WORD.findall(tag)}


def in_tables() -> set[str]:
    """The definitions, the shell's scripts and the tools' settings name modules, rules and commands."""
    paths = (*files(".toml"), *files(".sh"), ROOT / "Makefile", ROOT / "pyproject.toml")
    return {word for path in paths for word in WORD.findall(path.read_text())}
