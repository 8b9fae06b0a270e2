"""A person who reads Arabic and types no Polish: every question answered in Polish words, to the filed document."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from accounts.acting import themselves
from accounts.models import User
from applications.answers import forms, official_xml, sheets
from applications.answers.sheets import Contents
from applications.drafting import lifecycle
from applications.drafting.models import Application
from procedures import catalogue
from procedures.language import banks
from tests.acting import own
from tests.journeys.answers import OLENA
from tests.whitespace import hidden_fields

pytestmark = pytest.mark.django_db
YES = {"convicted": True, "pendingProceedings": True, "liabilities": True}
DAY = {"day": "3", "month": "3", "year": "2024"}
# By question: which sentence, what is typed in its blanks, and what is filed
CHOSEN: dict[str, tuple[str, dict[str, str], str]] = {
    "nationality": ("arab", {}, "arabska"),
    "specialMarks": ("scar", {"limb": "face"}, "blizna: twarz"),
    "means": ("savings", {"amount": "9000", "currency": "EUR"}, "Posiadam oszczędności w wysokości 9000,00 EUR."),
    "insurance": ("nfz-voluntary", {}, "Mam umowę dobrowolnego ubezpieczenia zdrowotnego z NFZ."),
    "detention": (
        "ban",
        {"authority": "Prokuratura", "since-day": "", "since-month": "3", "since-year": "2024"},
        "Zastosowano wobec mnie zakaz opuszczania kraju. Organ: Prokuratura. Od dnia: 2024-03.",
    ),
    "convictedDetails": (
        "judgment",
        {**{f"day-{part}": text for part, text in DAY.items()}, "authority": "ABC", "act": "theft", "penalty": "fine",
         "carried": "yes"},
        "Wyrok z dnia: 2024-03-03. Sąd: ABC. Czyn: kradzież. Kara: grzywna; wyrok został wykonany.",
    ),
    "pendingProceedingsDetails": (
        "petty",
        {"offence": "traffic", "authority": "ABC", "number": "II W 1/26"},
        "Postępowanie w sprawie o wykroczenie: wykroczenie drogowe. Organ: ABC. Sygnatura: II W 1/26.",
    ),
    "liabilitiesDetails": (
        "maintenance",
        {"amount": "800", "currency": "PLN", "country": "SYR", "paid": "regularly"},
        "Ciąży na mnie obowiązek alimentacyjny: 800,00 zł miesięcznie. Państwo: Syria. Wykonanie: płacę w terminie.",
    ),
    "justification": (
        "work",
        {"occupation": "welder", "employer": "ABC sp. z o.o.", "contract": "employment"},
        "Pracuję jako spawacz dla: ABC sp. z o.o. Podstawa: umowa o pracę.",
    ),
}  # fmt: skip


@pytest.fixture
def draft(client: Client) -> Application:
    """Everything else is answered."""
    person = User.objects.create_user("salma@example.com", "correct-horse-battery")
    client.force_login(person)
    started = lifecycle.start(themselves(person), catalogue.procedure("temporary-work"), language="ar")
    answers = {"purpose": "1", **{key: value for step in OLENA.values() for key, value in step.items()}}
    rest = {key: value for key, value in answers.items() if key not in CHOSEN}
    lifecycle.save_step(started, Contents(answers={**rest, **YES}), step="name", expected=0, acting=own(started))
    return Application.objects.get(pk=started.pk)


def contents(draft: Application) -> Contents:
    sheet = Application.objects.select_related("sheet__key").get(pk=draft.pk).sheet
    assert sheet is not None
    return sheets.read(sheet)


def typed(step: str, key: str) -> dict[str, str]:
    sentence, blanks, _filed = CHOSEN[key]
    return {
        f"{step}-{key}-sentence": sentence,
        **{f"{step}-{key}-of-{sentence}-{blank}": text for blank, text in blanks.items()},
    }


def test_every_question_is_answered_and_the_document_says_it_in_polish(client: Client, draft: Application) -> None:
    form = lifecycle.form_of(draft)
    for step in form.steps:
        keys = [field.key for field in step.fields if field.key in CHOSEN]
        if keys:
            fill_in(client, draft, step.key, keys)

    answers = contents(draft).answers
    assert forms.unsound(form, answers) == []
    document = etree.Element("document")
    official_xml.add_boxes(document, official_xml.boxes(form, answers, signed_on=date(2026, 11, 28)))
    filed = etree.tostring(document, encoding="unicode")
    assert [key for key, (_sentence, _blanks, polish) in CHOSEN.items() if polish not in filed] == []
    assert {answers[key]["language"] for key in CHOSEN} == {"ar"}


def fill_in(client: Client, draft: Application, step: str, keys: list[str]) -> None:
    """Choose and fill in, look at the Polish, confirm, and go on."""
    at, form = f"/ar/applications/{draft.pk}/{step}/", lifecycle.form_of(draft)
    rest: dict[str, Any] = forms.posted(form, form.step(step), contents(draft).answers, prefix=step)
    sent = {**rest, **{name: text for key in keys for name, text in typed(step, key).items()}}
    assert all(text.isascii() for key in keys for text in typed(step, key).values())
    button = {f"{step}-{key}-compose": "1" for key in keys if not is_one(draft, key)}
    client.post(at, {**hidden_fields(client.get(at)), **sent, **dict(list(button.items())[:1])})
    confirmed = {f"{step}-{key}-confirmed": "yes" for key in keys}
    answer = client.post(at, {**sent, **hidden_fields(client.get(at)), **confirmed})
    assert answer.status_code == 302, step


def is_one(draft: Application, key: str) -> bool:
    bank = lifecycle.form_of(draft).field(key).bank
    return bank is not None and bank.one


def test_no_question_is_left_out() -> None:
    asked = {field.key for _step, field in catalogue.form("temporary-residence").fields() if field.kind in banks.ASKING}
    assert asked - {"purposeOther"} == CHOSEN.keys()
