"""The XML that is signed."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.utils import translation
from lxml import etree

from applications.exchange.protocol import tags
from applications.filing import xml
from procedures.language import walk
from procedures.language.schema import NONE, Form
from tests.applications.filing.conftest import ANSWERS

EXPECTED = """\
<?xml version='1.0' encoding='UTF-8'?>
<wniosek xmlns="urn:pobyt:mos:wniosek:1" id="00000000-0000-7000-8000-000000000001" \
wiadomosc="00000000-0000-7000-8000-000000000002">\
<formularz klucz="small" wersja="2026-01-01" sha256="{digest}"/><procedura klucz="small" rejestr="d"/>\
<organ teryt="14">Wojewoda Mazowiecki</organ><dane sha256="{data}"/>\
<pliki><plik nazwa="photo-1.jpg" rodzaj="photo" sha256="{data}" bajty="12"/></pliki>\
<zalaczniki><zalacznik klucz="annex1-employer" nazwa="annex-1.xml" sha256="{data}"/></zalaczniki>\
<pytania>\
<pytanie klucz="surname" nr="1"><tresc>Nazwisko</tresc><odpowiedz>Kovalenko</odpowiedz></pytanie>\
<pytanie klucz="givenNames" nr="4"><tresc>Imię (imiona)</tresc><odpowiedz>Olena</odpowiedz></pytanie>\
<pytanie klucz="pesel" nr="14"><tresc>Numer PESEL</tresc><odpowiedz>brak</odpowiedz></pytanie>\
<pytanie klucz="married" nr=""><tresc>Czy pozostaje w związku małżeńskim?</tresc><odpowiedz>Nie</odpowiedz></pytanie>\
<pytanie klucz="stays" nr="III"><tresc>Poprzednie pobyty</tresc>\
<wiersz nr="1"><pytanie klucz="from" nr=""><tresc>od</tresc><odpowiedz>2020-01-02</odpowiedz></pytanie>\
<pytanie klucz="to" nr=""><tresc>do</tresc><odpowiedz>2021-02-03</odpowiedz></pytanie></wiersz>\
<wiersz nr="2"><pytanie klucz="from" nr=""><tresc>od</tresc><odpowiedz>2022-03-04</odpowiedz></pytanie>\
<pytanie klucz="to" nr=""><tresc>do</tresc><odpowiedz>2023-04-05</odpowiedz></pytanie></wiersz></pytanie>\
<pytanie klucz="signDate" nr=""><tresc>Data</tresc><odpowiedz>2026-11-22</odpowiedz></pytanie>\
</pytania>\
<oswiadczenia><oswiadczenie klucz="truth">Oświadczam, że dane zawarte we wniosku są prawdziwe.</oswiadczenie>\
</oswiadczenia><pouczenie wersja="1" jezyk="uk" sha256="{data}"/></wniosek>"""


def frozen(form: Form) -> xml.Frozen:
    digest = "ab" * 32
    return xml.Frozen(
        application=UUID("00000000-0000-7000-8000-000000000001"),
        message=UUID("00000000-0000-7000-8000-000000000002"),
        form_key=form.key,
        form_version=form.version,
        form_digest=form.digest,
        procedure="small",
        register="d",
        teryt="14",
        authority="Wojewoda Mazowiecki",
        payload_sha256=digest,
        files=[xml.FiledFile(name="photo-1.jpg", purpose="photo", sha256=digest, size=12)],
        annexes=[xml.FiledAnnex(form="annex1-employer", name="annex-1.xml", sha256=digest)],
        boxes=list(walk.official(form, {**ANSWERS, "pesel": NONE}, {"signDate": "2026-11-22"})),
        declarations=[(each.key, each.official) for each in form.declarations],
        instruction=xml.ConfirmedInstruction(version="1", language="uk", sha256=digest),
    )


def test_xml_is_what_the_exchange_agreed_on(form: Form) -> None:
    assert xml.build(frozen(form)).decode() == EXPECTED.format(digest=form.digest, data="ab" * 32)


def test_xml_escapes_what_people_write(form: Form) -> None:
    nasty = "</odpowiedz><zalacznik>&\"'"
    boxes = [replace(box, answer=nasty) if box.key == "surname" else box for box in frozen(form).boxes]
    root = etree.fromstring(xml.build(replace(frozen(form), boxes=boxes)))
    namespace = {"w": tags.APPLICATION}
    assert root.xpath("string(//w:pytanie[@klucz='surname']/w:odpowiedz)", namespaces=namespace) == nasty
    assert root.xpath("count(//w:zalacznik)", namespaces=namespace) == 1


@pytest.fixture
def falsified_translations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every message of every .po file says something else now."""

    def changed(message: str) -> str:
        return f"PLANTED {message}"

    monkeypatch.setattr("django.utils.translation._trans.gettext", changed)
    monkeypatch.setattr("django.utils.translation._trans.pgettext", lambda _context, message: changed(message))
    monkeypatch.setattr("django.utils.translation._trans.ngettext", lambda one, _many, _count: changed(one))


@pytest.mark.parametrize("language", ["pl", "en", "uk", "ar"])
def test_xml_is_the_same_in_every_language_and_whatever_the_po_files_say(
    form: Form, language: str, falsified_translations: None
) -> None:
    with translation.override(language):
        assert translation.gettext("Given names") == "PLANTED Given names"
        assert xml.build(frozen(form)).decode() == EXPECTED.format(digest=form.digest, data="ab" * 32)
