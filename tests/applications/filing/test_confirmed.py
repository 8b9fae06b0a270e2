"""A filing keeps the exact words of the instruction and the declarations it was shown, whatever changes later."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client
from django.utils import translation
from lxml import etree

from applications.drafting.models import Application
from applications.filing import confirmed, instruction, preparing, submissions
from applications.filing.models import Submission
from applications.receipts import own_copy
from applications.receipts.models import Document
from procedures import catalogue
from procedures.language.schema import Declaration, Instructed
from tests.acting import own
from tests.applications.filing.conftest import reloaded

pytestmark = pytest.mark.django_db(transaction=True)
type Sign = Callable[..., bytes]


def prepared(application: Application, language: str) -> Submission:
    instruction.confirm(application, language=language, acting=own(application))
    return preparing.prepare(application, acting=own(application))


def filed(application: Application, sign: Sign, language: str = "en") -> Application:
    submission = prepared(application, language)
    signed = sign(own_copy.read(submission, own_copy.UNSIGNED))
    submissions.accept(submission, signed, acting=own(application))
    return reloaded(application)


def texts_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the catalogue: every sentence says something else from now on."""
    procedure, form = catalogue.procedure("small"), catalogue.form_of("small")
    told: tuple[Instructed, ...] = tuple(
        replace(each, official="Inne pouczenie.", text="Another instruction.") for each in procedure.instruction
    )
    declared: tuple[Declaration, ...] = tuple(
        replace(each, official="Inne oświadczenie.", label="Another declaration.") for each in form.declarations
    )
    monkeypatch.setattr(catalogue, "_procedures", lambda: {"small": replace(procedure, instruction=told)})
    monkeypatch.setattr(catalogue, "form_of", lambda key, version=None: replace(form, declarations=declared))


def test_a_filing_shows_the_old_words_after_the_texts_changed(
    application: Application, sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [(each.key, each.official, each.text) for each in catalogue.procedure("small").instruction]
    declared = [(each.key, each.official, each.label) for each in catalogue.form_of("small").declarations]
    assert told
    assert declared
    application = filed(application, sign)
    with monkeypatch.context() as later:
        texts_change(later)
        kept = confirmed.read(own_copy.filed(application))
        assert kept is not None
        assert (kept.language, kept.version) == ("en", instruction.version("small"))
        assert [(each.key, each.official, each.shown) for each in kept.instruction] == told
        assert [(each.key, each.official, each.shown) for each in kept.declarations] == declared
        client = Client()
        client.force_login(application.principal)
        page = unescape(client.get(f"/en/filing/{application.pk}/confirmed/").content.decode())
        for _key, official, shown in (*told, *declared):
            assert official in page
            assert shown in page
        assert "Inne" not in page
        assert "Another" not in page
        assert (
            f"/en/filing/{application.pk}/confirmed/"
            in client.get(f"/en/filing/{application.pk}/receipt/").content.decode()
        )
        given = client.get(f"/api/v1/applications/{application.pk}/copy/confirmed.json")
        assert json.loads(given.content)["declarations"][0]["shown"] == declared[0][2]


def test_the_words_are_those_of_the_language_that_was_read(application: Application, sign: Sign) -> None:
    kept = confirmed.read(own_copy.filed(filed(application, sign, "uk")))
    assert kept is not None
    with translation.override("uk"):
        assert [each.shown for each in kept.instruction] == instruction.sentences("small", "uk")
    assert [each.official for each in kept.instruction] == instruction.sentences("small", "pl")


def test_what_was_signed_names_the_digest_of_the_words_that_are_kept(application: Application, sign: Sign) -> None:
    receipt = own_copy.filed(filed(application, sign, "uk"))
    kept = confirmed.read(receipt)
    assert kept is not None
    text = "\n".join(each.shown for each in kept.instruction)
    signed = etree.fromstring(own_copy.read(receipt, own_copy.SIGNED))
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert kept.sha256 == digest
    assert [each for each in signed.iter() if digest in each.attrib.values()]


def test_who_confirms_again_in_other_words_files_those(application: Application, sign: Sign) -> None:
    prepared(application, "uk")
    kept = confirmed.read(own_copy.filed(filed(reloaded(application), sign, "pl")))
    assert kept is not None
    assert kept.language == "pl"
    assert all(each.shown == each.official for each in (*kept.instruction, *kept.declarations))


def test_the_words_are_sealed_and_erased_with_the_copy(application: Application, sign: Sign) -> None:
    application = filed(application, sign)
    receipt = own_copy.filed(application)
    row = own_copy.files(receipt).get(name=own_copy.CONFIRMED)
    assert b"declarations" not in bytes(row.sealed)
    own_copy.files(receipt).delete()
    assert confirmed.read(receipt) is None
    client = Client()
    client.force_login(application.principal)
    assert client.get(f"/en/filing/{application.pk}/confirmed/").status_code == 404
    assert client.get(f"/api/v1/applications/{application.pk}/copy/confirmed.json").status_code == 410


def test_what_was_filed_before_the_words_were_kept_has_none(application: Application, sign: Sign) -> None:
    application = filed(application, sign)
    Document.objects.filter(name=own_copy.CONFIRMED).delete()
    assert own_copy.CONFIRMED not in own_copy.of(application)
    client = Client()
    client.force_login(application.principal)
    assert "/confirmed/" not in client.get(f"/en/filing/{application.pk}/receipt/").content.decode()


def test_nobody_else_reads_them(application: Application, sign: Sign) -> None:
    application = filed(application, sign)
    assert Client().get(f"/en/filing/{application.pk}/confirmed/").status_code == 302
