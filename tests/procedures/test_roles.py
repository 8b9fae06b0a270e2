"""The rooms know questions by their roles: a form that is signed names them all, and no room names a key."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from procedures import catalogue, checks
from procedures.errors import DefinitionError
from procedures.language import roles
from procedures.language.schema import Field, Form, Roles
from procedures.reading import DefinitionPlace

ROOT = Path(__file__).parents[2]
ROOMS = ("applications", "payments", "content")
TELLING = re.compile(r"[a-z]+[A-Z.][\w.]*")  # a key that is no ordinary word: plAddress.city, birthDate


def published() -> Iterator[Form]:
    for path in catalogue.FORMS.glob("*/*.toml"):
        yield catalogue.form(path.parent.name, path.stem)


def keys() -> set[str]:
    found = {key for form in published() for key in form.index}
    return found | {sub.key for form in published() for field in form.index.values() for sub in field.fields}


def keys_named(source: str, known: set[str]) -> set[str]:
    """Keys that stand in code: telling ones anywhere, ordinary words where an answer is looked up by them."""
    tree = ast.parse(source)
    constants = {
        each.value for each in ast.walk(tree) if isinstance(each, ast.Constant) and isinstance(each.value, str)
    }
    telling = {each for each in constants & known if TELLING.fullmatch(each)}
    return telling | (set(looked_up(tree)) & known) | (constants & {form.key for form in published()})


def looked_up(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            beside, arguments = [node.value], [node.slice]
        elif isinstance(node, ast.Call):
            beside, arguments = [node.func, *node.args], list(node.args)
        else:
            continue
        if any(ast.unparse(each).split(".get")[0].endswith("answers") for each in beside):
            yield from (
                each.value for each in arguments if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )


@pytest.mark.parametrize(
    "source",
    [
        'PLACE = "plAddress.voivodeship"',
        'answers.get("pesel")',
        'contents.answers["surname"]',
        '_text(answers, "sex")',
        'NAMES = {"annex1-employer": "Annex 1"}',
    ],
)
def test_a_planted_key_is_seen(source: str) -> None:
    assert len(keys_named(source, keys())) == 1


def test_no_room_knows_the_key_of_a_question() -> None:
    known = keys()
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts]
    found = {str(path.relative_to(ROOT)): keys_named(path.read_text(), known) for path in files}
    assert {path: found[path] for path in found if found[path]} == {}


def test_every_form_that_is_filed_names_every_role() -> None:
    assert list(checks._contradictions()) == []


@pytest.mark.parametrize("role", roles.FILED)
def test_a_filed_form_without_a_role_stops_the_start(monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    form = catalogue.form("temporary-residence")
    without = replace(form, roles=replace(form.roles, **{role: ""}))
    monkeypatch.setattr(catalogue, "form", lambda key, version=None: without if key == form.key else form)
    assert list(checks._lacking(form.key, roles.FILED)) == [
        f"temporary-residence/{form.version}.toml: what is signed here needs [roles] {role}"
    ]


MARITAL_STATUS = catalogue.form("temporary-residence").field("maritalStatus")


@pytest.mark.parametrize(
    ("role", "field"),
    [
        ("surname", Field(key="x", kind="text")),
        ("pesel", Field(key="x", kind="number")),
        ("sex", replace(MARITAL_STATUS, key="x")),
        ("signed_on", Field(key="x", kind="date")),
        ("birth_date", Field(key="x", kind="date", given=True)),
        ("office", Field(key="y", kind="voivodeship")),
        ("addressee", Field(key="x", kind="text")),
    ],
)
def test_a_role_is_a_question_of_its_kind(role: str, field: Field) -> None:
    form = replace(catalogue.form("temporary-residence"), roles=Roles(**{role: "x"}), index={field.key: field})
    with pytest.raises(DefinitionError, match=rf"tiny.toml: \[roles\] {role}: no question 'x'"):
        roles.judge(form, DefinitionPlace("tiny.toml"))
