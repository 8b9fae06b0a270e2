"""Who acts is handed in: no function of the domain finds out by itself, and none falls back to the principal."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS = ("applications", "payments", "content")
EDGE = "applications/drafting/access.py"  # makes it from who is signed in; nobody else does
# Where the clock, the register or a third party brings something about, and nobody acts
NOBODY = frozenset(
    {
        "applications/annexes/asking.py",
        "applications/annexes/signature.py",
        "applications/drafting/lifecycle.py",
        "applications/filing/submissions.py",
    }
)
MAKES = frozenset({"Acting", "themselves"})
WHO = frozenset({"acting", "actor", "by"})


def faults(source: str, path: str = "applications/room/acts.py") -> list[str]:
    return [f"{path}:{node.lineno} {what}" for node, what in _faults(ast.parse(source), path)]


def _faults(tree: ast.AST, path: str) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield from _of_function(node)
        elif isinstance(node, ast.Call):
            yield from _of_call(node, path)
        elif isinstance(node, ast.BoolOp) and ast.unparse(node.values[0]) == "acting":
            yield node, "somebody else in place of nobody"


def _of_function(function: ast.FunctionDef) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    if "acting" in _with_default(function.args):
        yield function, "a default for who acts"
    if "acting" not in {each.arg for each in _parameters(function.args)}:
        return
    calls = [each for each in ast.walk(function) if isinstance(each, ast.Call)]
    for call in calls:
        if ast.unparse(call.func) == "trail.record" and "acting" not in {each.arg for each in call.keywords}:
            yield call, "the trail is not told who acts"


def _parameters(arguments: ast.arguments) -> list[ast.arg]:
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]


def _with_default(arguments: ast.arguments) -> set[str]:
    placed = [*arguments.posonlyargs, *arguments.args]
    optional = placed[len(placed) - len(arguments.defaults) :]
    pairs = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return {each.arg for each in optional} | {each.arg for each, default in pairs if default is not None}


def _of_call(call: ast.Call, path: str) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    if ast.unparse(call.func).rpartition(".")[2] in MAKES and path != EDGE:
        yield call, "who acts is made outside of the edge"
    for keyword in call.keywords:
        if keyword.arg not in WHO:
            continue
        named = {each.attr for each in ast.walk(keyword.value) if isinstance(each, ast.Attribute)}
        if named & {"owner", "principal"}:
            yield call, "the principal in place of who acts"
        if ast.unparse(keyword.value) == "None" and path not in NOBODY:
            yield call, "nobody acts"


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("lifecycle.sign(application, by=application.owner)", "the principal in place of who acts"),
        ("lifecycle.sign(application, acting=application.principal)", "the principal in place of who acts"),
        ("lifecycle.sign(it, acting=themselves(it.principal))", "who acts is made outside of the edge"),
        ("one = Acting(person=a, principal=b, powers=ALL)", "who acts is made outside of the edge"),
        ("def sign(application, *, acting=None): ...", "a default for who acts"),
        ("def sign(application, acting=NOBODY): ...", "a default for who acts"),
        ("def sign(it, acting):\n    trail.record('signed', subject=it.pk)", "the trail is not told who acts"),
        ("who = acting or submission.acting", "somebody else in place of nobody"),
        ("consent.give(application, acting=None)", "nobody acts"),
    ],
)
def test_each_way_to_fall_back_is_seen(source: str, fault: str) -> None:
    assert [each.partition(" ")[2] for each in faults(source)][-1] == fault


def test_what_is_handed_in_is_no_fault() -> None:
    sound = "def sign(it, *, acting: Acting | None):\n    trail.record('signed', subject=it.pk, acting=acting)"
    assert faults(sound) == []


def test_no_act_falls_back_to_the_principal() -> None:
    sources = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py") if "migrations" not in path.parts]
    assert [fault for path in sources for fault in faults(path.read_text(), str(path.relative_to(ROOT)))] == []
    assert NOBODY | {EDGE} <= {str(path.relative_to(ROOT)) for path in sources}
