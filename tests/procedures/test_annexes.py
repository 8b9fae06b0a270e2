"""Annexes as data: who fills one in is known, its form exists, and what it takes over is asked."""

from dataclasses import replace
from pathlib import Path

import pytest

from procedures import catalogue, checks
from procedures.errors import DefinitionError
from procedures.language import loader, walk
from procedures.language.conditions import read
from procedures.language.schema import JSON, Annex, Form, Procedure

TINY = (Path(__file__).parent / "definitions" / "annexes" / "2026-01-01.toml").read_text()
PROCEDURE = "temporary-work"


def form_of(tmp_path: Path, text: str) -> Form:
    (tmp_path / "annexes").mkdir()
    (tmp_path / "annexes" / "2026-01-01.toml").write_text(text)
    return loader.form(tmp_path / "annexes" / "2026-01-01.toml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'by = "applicant"',
            'by = "aplicant"',
            "annex 'annex2-bluecard': by is one of third-party, applicant, not 'aplicant'",
        ),
        (
            'by = "applicant"',
            'by = "applicant"\nemails = "email"',
            "annex 'annex2-bluecard': nobody is written to for what the applicant fills in",
        ),
    ],
)
def test_who_fills_in_an_annex_is_known(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        form_of(tmp_path, TINY.replace(old, new))
    assert str(refused.value) == f"annexes/2026-01-01.toml: {said}"


def test_an_annex_says_whether_it_is_the_applicants(tmp_path: Path) -> None:
    assert [(each.form, each.is_own) for each in form_of(tmp_path, TINY).annexes] == [
        ("annex1-employer", False),
        ("annex2-bluecard", True),
    ]


def contradictions(monkeypatch: pytest.MonkeyPatch, *annexes: Annex) -> list[str]:
    """Of a procedure that is filed here, whose form asks for these; none of them says a pay."""
    procedure: Procedure = replace(catalogue.procedure(PROCEDURE), pay=None, documents=())
    form = replace(catalogue.form_of(PROCEDURE), annexes=annexes)
    monkeypatch.setattr(catalogue, "form_of", lambda key, version=None: form)
    return list(checks._of_procedure(procedure))


def test_an_annex_that_an_answer_may_ask_for_has_its_form(monkeypatch: pytest.MonkeyPatch) -> None:
    asked_later = Annex(form="nowhere", by="applicant", when=read({"field": "email", "answered": True}), law=())
    assert contradictions(monkeypatch, asked_later) == [f"{PROCEDURE}: its annex nowhere has no form"]


def test_an_annex_that_the_preset_rules_out_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    ruled_out = Annex(form="nowhere", by="applicant", when=read({"field": "purpose", "is": ["7"]}), law=())
    assert contradictions(monkeypatch, ruled_out) == []


def as_annex(monkeypatch: pytest.MonkeyPatch, form: Form, *, by: str) -> list[str]:
    """What is wrong with this form as an annex of a procedure that is filed here."""
    monkeypatch.setattr(catalogue, "form", lambda key, version=None: form)
    return list(checks._as_annex(Annex(form="annex1-employer", by=by, law=())))


def test_an_annex_has_a_name_for_the_list_of_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    nameless = replace(catalogue.form("annex1-employer"), called="")
    assert as_annex(monkeypatch, nameless, by="third-party") == [
        "annex1-employer/2026-04-27.toml: an annex says how papers call it (called)"
    ]


def test_an_annex_of_others_says_who_signs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law names another person for each (art. 106d(4)); the applicant knows who signs theirs."""
    unsigned = replace(catalogue.form("annex1-employer"), who_signs="")
    assert as_annex(monkeypatch, unsigned, by="third-party") == [
        "annex1-employer/2026-04-27.toml: what others fill in says who signs it (who_signs)"
    ]
    assert as_annex(monkeypatch, unsigned, by="applicant") == []


def test_an_annex_of_the_applicant_asks_something(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that takes everything over could never be complete, and the application never signed."""
    annex = catalogue.form("annex1-employer")
    carried = tuple(replace(field, carried=True) for field in annex.steps[0].fields)
    silent = replace(annex, steps=(replace(annex.steps[0], fields=carried),))
    assert as_annex(monkeypatch, silent, by="applicant") == [
        "annex1-employer/2026-04-27.toml: the applicant is asked nothing in it"
    ]
    assert as_annex(monkeypatch, silent, by="third-party") == []


def test_what_an_annex_takes_over_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    annex = catalogue.form("annex1-employer")
    (step, carried) = next((step, field) for step, field in annex.fields() if field.carried)
    fields = tuple(replace(each, source="nothing") if each == carried else each for each in step.fields)
    steps = tuple(replace(each, fields=fields) if each == step else each for each in annex.steps)
    planted, asking = replace(annex, steps=steps), catalogue.form_of(PROCEDURE)
    monkeypatch.setattr(catalogue, "form", lambda key, version=None: planted)
    assert list(checks._not_there(annex.key, asking)) == [
        f"annex1-employer/{annex.version}.toml: {carried.key} takes over 'nothing', not asked in temporary-residence"
    ]


BY_OTHERS = {
    annex.form: (form, annex)
    for form in (catalogue.form_of(each.key) for each in catalogue.procedures() if each.form)
    for annex in form.annexes
    if not annex.is_own
}
DOCUMENTS = ("travelDoc.expiryDate", "identityDoc.expiryDate")


def until_when(annex: Form) -> list[str]:
    """The last day of what it names: a day that is asked and comes in order after another one."""
    pairs = [rule.fields for step in annex.steps for rule in step.rules if rule.name == "in-order"]
    return [last for _first, last in pairs]


@pytest.mark.parametrize("key", BY_OTHERS)
def test_whoever_fills_in_an_annex_is_compared_with_who_signed_it(key: str) -> None:
    form = catalogue.form(key)
    assert form.field(form.compared.entity).kind in ("text", "name")


@pytest.mark.parametrize(
    ("key", "last_days"), [("annex1-employer", ["j.to"]), ("annex3-host", []), ("annex5-studies", ["s.to"])]
)
def test_passport_is_compared_with_each_last_day_that_an_annex_names(key: str, last_days: list[str]) -> None:
    """The official annex 3 (Dz.U. 2026 poz. 553) asks of the host a name, a seat, a register and how to reach it, and
    no day: there is nothing to compare. Besides the day of birth, which is taken over, no other day is asked."""
    form, annex = catalogue.form(key), BY_OTHERS[key][1]
    asked = [field.key for _step, field in form.fields() if field.kind == "date" and not field.carried]
    assert (until_when(form), [day for day in asked if day not in last_days]) == (
        last_days,
        [day.replace(".to", ".from") for day in last_days],
    )
    compared = [rule.fields for rule in annex.rules if rule.name == "lasts-as-long"]
    assert compared == [(document, f"annex:{day}") for day in last_days for document in DOCUMENTS]


def test_annex_of_research_names_no_day_at_all() -> None:
    """Neither does the official annex 4, which the applicant fills in."""
    form = catalogue.form("annex4-research")
    assert [field.key for _step, field in form.fields() if field.kind == "date" and not field.carried] == []


@pytest.mark.parametrize("path", sorted(catalogue.FORMS.glob("annex*/*.toml")), ids=lambda path: path.parent.name)
def test_no_annex_names_a_voivodeship_that_a_postal_code_could_contradict(path: Path) -> None:
    """Their addresses are one box, “Adres siedziby”: the official annexes ask for no voivodeship beside the code."""
    form = catalogue.form(path.parent.name, path.stem)
    assert not [field.key for _step, field in form.fields() if field.kind == "voivodeship"]


@pytest.mark.parametrize(
    ("purpose", "answers", "boxes"),
    [
        ("2", {"q.isRegulated": False}, {"q.higher"}),
        ("2", {"q.isRegulated": True}, {"q.regulated"}),
        ("3", {"bc.stay": "twelve"}, {"bc12.state"}),
        ("3", {"bc.stay": "six"}, {"bc6.state"}),
        ("2", {"bc.stay": "none"}, set()),
        ("3", {"bc.stay": "none"}, {"bc.stay"}),
    ],
)
def test_annex_2_wants_one_of_its_parts_and_never_both(purpose: str, answers: dict[str, JSON], boxes: set[str]) -> None:
    """Parts II and III (art. 106(4)(2)(a), (b)); IV and V, of which mobility (purpose 3) needs one (137a(1)(c))."""
    ways = {"q.isRegulated": {"q.higher", "q.regulated"}, "bc.stay": {"bc12.state", "bc6.state", "bc.stay"}}
    form = catalogue.form("annex2-bluecard")
    missing = {field.key for field in walk.missing(form, {"purpose": purpose, **answers})}
    assert missing & ways[next(iter(answers))] == boxes
