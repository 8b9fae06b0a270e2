"""The official wording of every form, compared word for word with a snapshot taken from the regulation."""

import json
from pathlib import Path
from typing import Any

import pytest

from procedures import catalogue
from procedures.language.schema import Field, Form

SNAPSHOTS = Path(__file__).parents[1] / "snapshots"
FORMS = catalogue.forms()
IN_POLISH = {"free-text", "phrase", "choice", "list", "pay", "working-time", "text", "address", "group", "occupation"}
DIGESTS = {
    "annex1-employer/2026-04-27": "93e602481e439c397ea6a609478cc72d0c73009236c1aa99db97e04507bc1f3b",
    "annex2-bluecard/2026-04-27": "9947c6b5f872479d0bf80dd2f7af4a689a089ae73cb41ef3c37783a31a14ab92",
    "annex3-host/2026-04-27": "d4926068f8936699419b51abf3f12e9f80de0fc49d9666685e13a8c7402353e1",
    "annex4-research/2026-04-27": "5fb79fbedd0efe7990cce61dca2b6d43b2a2a3657c71d159395a413fe43a4036",
    "annex5-studies/2026-04-27": "a50170ad6f9830913ea1a8ff25ac80b1808a2a85eaf66a5cc4590d8e5a9f3645",
    "cover-letter/2026-11-28": "598160a8e5f2a1f4f2a1e54c52e3a6cacd78793538fe2ad9d3dde5c5043d201e",
    # Provisional, as two more: another text of it replaces this file, since nobody can have filed it
    "cukr/2026-05-04": "f9ea4305aea0cc67e6e372ca50a7749e2b2e54aad321a65690af69c122413ce3",
    # As above
    "eu-long-term-resident/2026-04-27": "ee061e92bc912a9de0bbf64bf1b9fabff5a266b1659be8a64a7c058bbe2f942c",
    "letter/2026-11-28": "254afc61ad11ca0a0921fcfe2222108cba9c39fed849fe51e41e35a6edf8839f",
    # As above
    "permanent-residence/2026-04-27": "3bab4a7dbd914c682be1b5b01b880bffe14d86f4d192427f037e32cfd8f8be6f",
    # As above: printed with the words that it is not the official form
    "residence-card/2026-11-28": "8cf51eb2315140fe806733b6dd0f816a3c1d42a7fc713792c8c1343ab19b79b0",
    "temporary-residence/2026-04-27": "811026b0b4f5c13733154afb7aa067a3fa54b2f791ff0f4781a86f8f3540f97b",
    # As above
    "visa-extension/2026-11-28": "92c27ab5f66d77bbc9db206e109473ec8da1813bf70ffd8c4aa1aa64d54a3226",
}


def snapshot(key: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SNAPSHOTS / f"official-{key}.json").read_text())
    return found


def boxes(form: Form) -> dict[str, Field]:
    """Every box by the name the snapshot has for it."""
    found: dict[str, Field] = {}
    for field in [*form.derived, *(field for _step, field in form.fields())]:
        named = {f"{field.key}[].{sub.key}": sub for sub in field.fields if sub.seq}
        found |= named or {field.key: field}
    return {key: field for key, field in found.items() if not field.helper}


@pytest.mark.parametrize("key", FORMS)
def test_every_box_and_declaration_is_there(key: str) -> None:
    form = catalogue.form(key)

    assert boxes(form).keys() | {each.key for each in form.declarations} == snapshot(key)["fields"].keys()


@pytest.mark.parametrize("key", FORMS)
def test_boxes_say_what_the_regulation_says(key: str) -> None:
    printed = snapshot(key)["fields"]
    for name, field in boxes(catalogue.form(key)).items():
        official = printed[name]
        assert field.official == official["official"], name
        assert field.official_hint == official.get("hint", ""), name
        assert field.seq == official["seq"], name
        if "[]" not in name:
            assert (field.number, field.section) == (official["number"], official["section"]), name
        for code, text in official.get("options", {}).items():
            if field.kind != "yes-no":
                assert {option.code: option.official for option in field.options}[code] == text, name


@pytest.mark.parametrize("key", FORMS)
def test_headings_instructions_and_declarations_are_verbatim(key: str) -> None:
    form, printed = catalogue.form(key), snapshot(key)

    assert form.official_title == printed["officialTitle"]
    assert list(form.instructions) == printed["instructions"]
    assert {
        section.key: {
            name: text
            for name, text in (
                ("number", section.number),
                ("heading", section.heading),
                ("intro", section.intro),
                ("hint", section.hint),
            )
            if text or name in ("number", "heading")
        }
        for section in form.sections
    } == printed["sections"]
    assert {each.key: each.official for each in form.declarations} == {
        each.key: printed["fields"][each.key]["official"] for each in form.declarations
    }


@pytest.mark.parametrize("key", FORMS)
def test_what_is_filed_in_polish_is_asked_in_polish(key: str) -> None:
    printed = snapshot(key)["fields"]
    free = {
        name: field.kind for name, field in boxes(catalogue.form(key)).items() if printed[name].get("filedInPolish")
    }

    assert {name: kind for name, kind in free.items() if kind not in IN_POLISH} == {}


def test_a_published_version_never_changes() -> None:
    """The digest goes into every signed document: changed wording or logic is a new version, not a new digest."""
    versions = [(path.parent.name, path.stem) for path in catalogue.FORMS.glob("*/*.toml")]
    assert {f"{key}/{version}": catalogue.form(key, version).digest for key, version in versions} == DIGESTS


def test_a_statement_that_names_other_points_says_what_they_are() -> None:
    """They are asked of other people, so they do not stand on the same page."""
    fields = [field for _step, field in catalogue.form("annex1-employer").fields()]
    pointing = [field for field in fields if any(" pkt " in option.official for option in field.options)]
    assert [field.key for field in pointing] == ["v.7"]
    for point in (
        "Points 1, 2 and 6 are",
        "Art. 84(1) and 84(3–5)",
        "Art. 11",
        "Points 3–5 are",
        "189a",
        "Art. 9 and 10",
    ):
        assert point in pointing[0].hint.replace("\N{NO-BREAK SPACE}", " ")
