"""`manage.py procedures` says how far each procedure is, and does not say that it is further."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from procedures import catalogue
from procedures.language.schema import Form
from procedures.outputs import coverage, texts
from procedures.tables import fees

EVERY = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("key", [each.key for each in catalogue.procedures()])
def test_every_procedure_is_said_in_every_language(key: str) -> None:
    assert list(coverage.of(catalogue.procedure(key)).languages) == EVERY


def test_a_text_without_a_translation_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def said(form: Form) -> Iterator[str]:
        yield "Nobody has translated this"

    monkeypatch.setattr(texts, "of_form", said)
    assert coverage.of(catalogue.procedure("research")).languages == ("en",)


def test_an_unverified_claim_is_named_and_so_is_a_fee_that_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    found = catalogue.procedure("research")
    doubtful = replace(found, deadline=replace(found.deadline, verified=False))
    rows = ("parenthood", "appointment", "rest-of-list", "financial-situation", "instruction: in-polish")
    assert coverage.of(doubtful).unverified == (found.deadline.title, *rows, "duty-temporary")
    ended = tuple(replace(row, valid_to=date(2025, 12, 31)) for row in fees.table())
    monkeypatch.setattr(fees, "table", lambda: ended)
    unknown = ("duty-temporary: no amount for today", "card: no amount for today")
    assert coverage.of(found).unverified[len(rows) :] == unknown


def test_the_command_prints_each_with_its_forms() -> None:
    out = StringIO()
    call_command("procedures", stdout=out)
    said = out.getvalue().splitlines()
    every = [f"{each.key} ({each.channel})" for each in catalogue.procedures()]
    assert [line for line in said if not line.startswith(" ")] == every
    assert "  forms       temporary-residence 2026-04-27, annex4-research 2026-04-27" in said
    assert "  paths       28, all of them walked by the tests" in said
    assert "  in Polish   17 with ready sentences, 1 with an example" in said
    left_alone = [line.split(": ")[1] for line in said if line.startswith("  !")]
    assert all(catalogue.form(key).provisional for key in left_alone)
