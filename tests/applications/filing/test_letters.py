"""No letter of a name is lost or changed on its way: form, database, JSON, XML, PDF, for each form."""

import json
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from lxml import etree

from applications.answers import forms, official_xml, sheets
from applications.exchange.protocol import tags
from applications.exchange.protocol.tags import Tag
from applications.filing import application_pdf
from procedures import catalogue
from procedures.language.schema import Field, Form, Step
from procedures.outputs import payload
from sealing import keys
from tests.applications.filing.test_snapshots import filed
from tests.applications.filing.test_xml import frozen
from tests.applications.receipts.pdfs import printed, spoken
from tests.procedures import latin_letters

WRITTEN_BY = {"temporary-residence": "temporary-work"}  # whose answers stand around the letters
LONGEST = 60
MADE = datetime(2026, 11, 22, tzinfo=UTC)
COUNT = 649  # 500 with a sign of their own, 149 sequences


@pytest.mark.django_db
@pytest.mark.parametrize("key", [key for key in catalogue.forms() if catalogue.form(key).is_told])
def test_every_letter_of_a_name_goes_the_whole_way(key: str) -> None:
    form, answers = filed(WRITTEN_BY.get(key, key))
    step, field = asked_for_a_name(form)
    sheet = sheets.create(form, keys.create("draft"))
    for revision, letters in enumerate(latin_letters.pieces(LONGEST)):
        bound = forms.bound(form, step, typed(form, step, field, letters, answers), answers=answers)
        assert bound.errors.get(field.key) is None, letters
        whole = {**answers, field.key: bound.cleaned_data[field.key]}
        sheets.save(sheet, sheets.Contents(answers=whole), expected=revision, step=step.key)
        sheet.refresh_from_db()
        kept = sheets.read(sheet).answers
        assert kept[field.key] == letters
        told = json.loads(json.dumps(payload.of(form, kept), ensure_ascii=False))
        assert value_at(told, field.path) == letters
        boxes = official_xml.boxes(form, kept, signed_on=date(2026, 11, 22))
        root = etree.fromstring(b'<dokument xmlns="urn:test"/>')
        official_xml.add_boxes(tags.add(root, Tag.QUESTIONS), boxes)
        said = etree.fromstring(tags.written(root)).xpath(f"string(//*[@klucz='{field.key}']/*[2])")
        assert said == letters
        document = application_pdf.render(form, replace(frozen(form), boxes=boxes), made=MADE)
        said_in_parts = latin_letters.apart(unicodedata.normalize("NFC", printed(document)))
        assert set(latin_letters.apart(letters)) <= {*said_in_parts, *spoken(document)}


def test_the_letters_are_those_of_the_norm() -> None:
    every = latin_letters.every()
    assert (len(every), len(set(every))) == (COUNT, COUNT)
    assert {"Ł", "ß", "ẞ", "Ệ", "ǰ", "C\u0315", "M\u0310", "K\u035fH", "L\u0325\u0304"} <= set(every)


def asked_for_a_name(form: Form) -> tuple[Step, Field]:
    """The first question for a name in Latin letters that is typed in this form; of an annex it may be a text."""
    asked = [(step, field) for step, field in form.fields() if field.is_asked and not field.carried]
    names = [each for each in asked if each[1].kind == "name"]
    texts = [each for each in asked if each[1].kind == "text" and (each[1].high or LONGEST) >= LONGEST]
    return (names or texts)[0]


def typed(form: Form, step: Step, field: Field, letters: str, answers: object) -> dict[str, list[str]]:
    return forms.posted(form, step, {**dict(answers), field.key: letters})  # type: ignore[call-overload]


def value_at(told: object, path: str) -> object:
    for part in path.split("."):
        assert isinstance(told, dict)
        told = told[part]
    return told
