"""A wrong definition names file, step and field."""

from pathlib import Path

import pytest

from procedures import catalogue
from procedures.errors import DefinitionError
from procedures.language import loader

GOOD = """
title = "T"
official_title = "T"
law = ["foreigners:105"]
[[sections]]
key = "A"
heading = "A"
[[steps]]
key = "one"
title = "One"
[[steps.fields]]
key = "name"
kind = "name"
section = "A"
seq = 1
official = "Imię"
label = "Name"
"""
MORE = """
[[steps.fields]]
key = "more"
kind = "text"
section = "A"
seq = 2
official = "Więcej"
label = "More"
"""
AT = "tiny/2026-01-01.toml, step 'one', field "


def load(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "tiny"
    folder.mkdir(exist_ok=True)
    (folder / "2026-01-01.toml").write_text(text)
    loader.form(folder / "2026-01-01.toml")


def test_good_definition_loads(tmp_path: Path) -> None:
    load(tmp_path, GOOD + MORE)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = ", "2026-01-01.toml: Invalid value (at end of document)"),
        (GOOD.replace('kind = "name"', 'kind = "nmae"'), AT + "'name': no kind 'nmae'"),
        (GOOD + 'colour = "red"', AT + "'name': unknown: colour"),
        (
            GOOD.replace('official = "Imię"', ""),
            AT + "'name': a field of the form has its official wording and stands in",
        ),
        (GOOD.replace('section = "A"', 'section = "B"'), AT + "'name': a field of the form has its official wording"),
        (GOOD + MORE.replace('key = "more"', 'key = "name"'), AT + "'name': this key stands twice"),
        (
            GOOD + MORE + 'when = { field = "later", is = ["x"] }',
            AT + "'more': a condition looks at 'later', which is not",
        ),
        (GOOD + MORE + 'when = { field = "name" }', AT + "'more': a condition names one field (or row) and says is"),
        (GOOD + MORE + "when = { any = [] }", AT + "'more': 'any' wants a list of conditions"),
        (
            GOOD + MORE + 'required = true\nrequired_when = { field = "name", answered = true }',
            AT + "'more': required or",
        ),
        (GOOD + MORE.replace('"text"', '"choice"'), AT + "'more': a choice has options"),
        (GOOD + MORE.replace('"text"', '"list"'), AT + "'more': a list has fields"),
        (GOOD + MORE.replace('"text"', '"several"'), AT + "'more': several of an unknown kind ''"),
        (
            GOOD
            + MORE.replace("steps.fields", "derived")
            + 'register = "a"\nderived = { rule = "pay-in-words", fields = ["name"] }',
            "tiny/2026-01-01.toml, field 'more': a derived box stands in the document only",
        ),
        (GOOD + MORE + 'derived = { rule = "guess", fields = ["name"] }', AT + "'more': no derivation 'guess'"),
        (
            GOOD.replace('title = "One"', 'title = "One"\nrules = [{ name = "nice", fields = ["name"] }]'),
            "tiny/2026-01-01.toml, step 'one': no rule 'nice'",
        ),
        (
            GOOD.replace('title = "One"', 'title = "One"\nrules = [{ name = "in-order", fields = ["name"] }]'),
            "tiny/2026-01-01.toml, step 'one': rule 'in-order' wants 2 fields",
        ),
        (
            GOOD.replace('title = "One"', 'title = "One"\nrules = [{ name = "not-expired", fields = ["date"] }]'),
            "tiny/2026-01-01.toml, step 'one': rule 'not-expired' names unknown date",
        ),
    ],
)
def test_wrong_definition_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        load(tmp_path, text)

    assert str(caught.value).startswith(message) or message in str(caught.value)


def test_wrong_procedure_is_refused_with_its_file(tmp_path: Path) -> None:
    text = (catalogue.DEFINITIONS / "temporary-residence" / "temporary-work.toml").read_text()
    (tmp_path / "walk.toml").write_text(text.replace("preset =", 'channel = "pigeon"\npreset ='))

    with pytest.raises(DefinitionError, match=r"walk\.toml: channel is one of mos, prepared, information"):
        loader.procedure(tmp_path / "walk.toml")


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ('register = ""', r"field 'register': register is one of d, e, f"),
        ('register = "g"', r"field 'register': register is one of d, e, f"),
        ('track = ""', r"field 'track': track is one of .*temporary-residence"),
        ('track = "pigeons"', r"field 'track': track is one of .*temporary-residence"),
    ],
)
def test_procedure_that_is_filed_names_its_register_and_its_track(tmp_path: Path, own: str, said: str) -> None:
    text = (catalogue.DEFINITIONS / "temporary-residence" / "temporary-work.toml").read_text()
    (tmp_path / "work.toml").write_text(text.replace("preset =", f"{own}\npreset ="))

    with pytest.raises(DefinitionError, match=r"work\.toml, " + said):
        loader.procedure(tmp_path / "work.toml")
