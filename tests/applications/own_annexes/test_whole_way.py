"""From the first step of the annex to what the register holds, by page and by API; and what its importer refuses."""

import html
import json
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from applications.annexes.models import OwnAnnex
from applications.drafting.models import Application
from applications.exchange.protocol.canonical import digest
from applications.filing import instruction
from applications.receipts import own_copy
from applications.receipts.models import Document, Receipt
from procedures import catalogue
from tests.applications.exchange.both_halves import Government, settle_beside_the_portal
from tests.applications.exchange.conftest import register, register_url
from tests.applications.own_annexes.conftest import ANNEX, PERSON, STEPS
from tests.applications.receipts.pdfs import printed
from tests.applications.signing.signature_double import Double

__all__ = ["register", "register_url"]
pytestmark = pytest.mark.django_db(transaction=True)
JSON = "application/json"


def page_address(application: Application, rest: str = "") -> str:
    return f"/en/applications/{application.pk}/{rest}"


def post_step(client: Client, address: str, posted: dict[str, str], **more: str) -> Any:
    step = address.rstrip("/").rsplit("/", maxsplit=1)[-1]
    shown = client.get(address)
    assert shown.status_code == 200, shown
    named = {f"{step}-{name}": value for name, value in posted.items()}
    return client.post(
        address, {**named, "step_view-current_step": step, "revision": shown.context["revision"], **more}
    )


def held_by_register(government: Government) -> dict[str, Any]:
    """What the register holds: the record's own words, and every document by its name."""
    record = government.connection.execute("SELECT base, payload, signed_digest FROM record").fetchone()
    rows = government.connection.execute("SELECT name, purpose, content FROM document ORDER BY name").fetchall()
    assert record is not None
    return {**record, "documents": {row["name"]: (row["purpose"], bytes(row["content"])) for row in rows}}


def check_what_the_register_took(application: Application, government: Government) -> None:
    settle_beside_the_portal(government)
    found, receipt, row = held_by_register(government), Receipt.objects.get(), OwnAnnex.objects.get()
    assert (found["base"], found["payload"], found["signed_digest"]) == (
        "preliminary",
        PERSON,
        receipt.signed_sha256,
    )
    assert {name: purpose for name, (purpose, _content) in found["documents"].items()} == {
        "annex-1.xml": ANNEX,
        "application.pdf": "",
        "application.xml": "",
        "payload.json": "",
    }
    annex = found["documents"]["annex-1.xml"][1]
    today, form = timezone.localdate(), catalogue.form(ANNEX)
    assert annex.decode() == expected_annex(application, row, form.digest, today)
    signed = etree.fromstring(found["documents"]["application.xml"][1])
    (named,) = signed.iterfind(".//{*}zalaczniki/{*}zalacznik")
    assert {str(name): value for name, value in named.attrib.items()} == {
        "klucz": ANNEX,
        "nazwa": "annex-1.xml",
        "sha256": digest(annex),
        "wypelnia": "wnioskodawca",
    }
    copy = own_copy.of(application)
    assert (named.attrib["sha256"], copy["annex-1.xml"]) == (digest(copy["annex-1.xml"]), annex)
    assert set(copy) == {*own_copy.COPY, "annex-1.xml"}
    listing = json.loads(own_copy.read(receipt, own_copy.FILES))
    assert {"name": "annex-1.xml", "sha256": digest(annex), "bytes": len(annex)} in listing
    text = printed(own_copy.read(receipt, own_copy.APPLICATION_PDF))
    for words in ("Załącznik nr 4 – badania naukowe", "Temat badań", "Fundacja", "zawarte w załączniku"):
        assert words in text


def check_the_page_gives_the_annex(client: Client, application: Application) -> None:
    number = Receipt.objects.get().number.removeprefix("UPO-")
    address = reverse("filing:download", args=[application.pk, "annex-1.xml"])
    assert f'href="{address}"' in client.get(reverse("retention:receipt", args=[application.pk])).content.decode()
    answer = client.get(address)
    assert answer.content == own_copy.of(application)["annex-1.xml"]
    assert answer.headers["Content-Disposition"] == f'attachment; filename="zalacznik-1-{number}.xml"'


def check_the_annex_goes_with_the_copy(client: Client, application: Application) -> None:
    one, other = (f"/api/v1/applications/{application.pk}/copy/annex-{number}.xml" for number in (1, 9))
    assert [client.get(path).status_code for path in (one, other)] == [200, 404]
    Document.objects.filter(message_id=Receipt.objects.get().message_id).delete()
    gone = client.get(one)
    assert (gone.status_code, gone.json()["code"]) == (410, "CopyErased")
    page = client.get(reverse("filing:download", args=[application.pk, "annex-1.xml"]))
    assert page.headers["Location"] == reverse("retention:receipt", args=[application.pk])


def expected_annex(application: Application, row: OwnAnnex, form: str, today: date) -> str:
    data = '{"badania":{"finansowane":true,"podmiot":"Fundacja","temat":"Łąki"},"r":{"surname":"Kovalenko"}}'
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        f'<zalacznik xmlns="urn:pobyt:mos:zalacznik:1" id="{row.pk}" wniosek="{application.pk}" '
        'wypelnia="wnioskodawca">'
        f'<formularz klucz="research" wersja="2026-01-01" sha256="{form}"/>'
        f'<dane sha256="{digest(data.encode())}">{data}</dane><pytania>'
        '<pytanie klucz="r.surname" nr=""><tresc>Nazwisko</tresc><odpowiedz>Kovalenko</odpowiedz></pytanie>'
        '<pytanie klucz="r.topic" nr="1"><tresc>Temat badań</tresc><odpowiedz>Łąki</odpowiedz></pytanie>'
        '<pytanie klucz="r.funded" nr="2"><tresc>Czy finansowane</tresc><odpowiedz>Tak</odpowiedz></pytanie>'
        '<pytanie klucz="r.funder" nr="3"><tresc>Podmiot finansujący</tresc><odpowiedz>Fundacja</odpowiedz></pytanie>'
        f'<pytanie klucz="annexSigned" nr=""><tresc>Data</tresc><odpowiedz>{today.isoformat()}</odpowiedz></pytanie>'
        '</pytania><oswiadczenia><oswiadczenie klucz="truth">Oświadczam, że dane zawarte w załączniku są prawdziwe.'
        "</oswiadczenie></oswiadczenia></zalacznik>"
    )


def test_the_way_by_page(client: Client, application: Application, double: Double, government: Government) -> None:
    overview = client.get(page_address(application))
    (section,) = overview.context["tasks"].annexes
    assert (section.title, section.badge.text, [each.url for each in section.steps]) == (
        "Annex 4: your research",
        "Not begun",
        [page_address(application, f"annexes/{ANNEX}/topic/")],
    )
    assert [task.url for task in overview.context["tasks"].last if task.key != "payment"] == ["", ""]
    refused = client.get(f"/en/filing/{application.pk}/sign/", follow=True)
    assert "Before you sign, fill in: Annex 4: your research" in html.unescape(refused.content.decode())
    topic, funder = section.steps[0].url, page_address(application, f"annexes/{ANNEX}/funder/")
    shown = client.get(topic).content.decode()
    assert ("Kovalenko" in shown, "Taken over from your application" in shown, 'name="topic-r-surname"' in shown) == (
        True,
        True,
        False,
    )
    left = post_step(client, topic, {"r-topic": "Łą"}, leave="1")
    assert left.headers["Location"] == page_address(application)
    assert [
        (a.badge.text, a.steps[0].badge.text) for a in client.get(page_address(application)).context["tasks"].annexes
    ] == [("Begun", "Begun")]
    assert 'value="Łą"' in client.get(topic).content.decode()
    onward = post_step(client, topic, {"r-topic": "Łąki", "r-funded": "true"})
    assert onward.headers["Location"] == funder
    done = post_step(client, funder, {"r-funder": "Fundacja"})
    assert done.headers["Location"] == page_address(application)
    checked = client.get(page_address(application, "check/"))
    assert [(each["title"], each["badge"].text) for each in checked.context["own_annexes"]] == [
        ("Annex 4: your research", "Complete")
    ]
    assert [each.key for each in checked.context["declarations"]] == ["truth", f"{ANNEX}.truth"]
    declared = {"declaration-truth": "on", f"declaration-{ANNEX}.truth": "on"}
    confirmed = {"instruction": "on", **declared, "signer-self": "on"}
    away = client.post(f"/en/filing/{application.pk}/sign/", {**confirmed, "way": "trusted"})
    back = double.sign(away.headers["Location"], "olena")
    client.get(f"/en/filing/return/?{urlencode(back)}")
    check_what_the_register_took(application, government)
    check_the_page_gives_the_annex(client, application)
    check_the_annex_goes_with_the_copy(client, application)


def test_the_way_by_api(client: Client, application: Application, double: Double, government: Government) -> None:
    here = f"/api/v1/applications/{application.pk}/"
    steps = f"{here}annexes/own/{ANNEX}/steps/"
    assert client.get(f"{here}annexes/own/").json() == [
        {
            "annex": ANNEX,
            "form": {"key": ANNEX, "version": "2026-01-01"},
            "title": "Annex 4: your research",
            "state": "not-begun",
            "revision": 0,
            "known": {"r.surname": "Kovalenko"},
            "lacking": [],
            "unfinished": ["topic"],
            "steps": [
                {
                    "key": "topic",
                    "title": "What you work on",
                    "is_complete": False,
                    "url": f"{settings.PORTAL_URL}{steps}topic/",
                }
            ],
            "warnings": [],
        }
    ]
    declarations = ["truth", f"{ANNEX}.truth"]
    confirmed = {"instruction": instruction.version("plain"), "declarations": declarations, "signer": True}
    locked = client.post(f"{here}signature/", confirmed, content_type=JSON)
    assert (locked.status_code, locked.json()["code"], locked.json()["annexes"]) == (
        409,
        "OwnAnnexesIncomplete",
        {ANNEX: ["topic"]},
    )
    assert client.put(f"{steps}topic/", {"answers": STEPS["topic"]}, content_type=JSON).status_code == 428
    for revision, step in enumerate(STEPS):
        headers, body = {"If-Match": f'"{revision}"'}, {"answers": STEPS[step]}
        saved = client.put(f"{steps}{step}/", body, content_type=JSON, headers=headers)
        assert (saved.status_code, saved.headers["ETag"], saved.json()["answers"]) == (
            200,
            f'"{revision + 1}"',
            STEPS[step],
        )
        assert client.put(f"{steps}{step}/", body, content_type=JSON, headers=headers).status_code == 412
    assert client.get(f"{steps}topic/").json()["answers"] == STEPS["topic"]
    assert "r.topic" in client.get(f"{steps}topic/schema/").json()["properties"]
    assert client.get(f"{steps}nothing/").status_code == 404
    assert client.get(f"{here}annexes/own/").json()[0]["state"] == "complete"
    undeclared = client.post(f"{here}signature/", {**confirmed, "declarations": ["truth"]}, content_type=JSON)
    assert (undeclared.status_code, list(undeclared.json()["errors"])) == (400, ["declarations"])
    away = client.post(f"{here}signature/", confirmed, content_type=JSON).json()["redirect_url"]
    filed = client.post(f"{here}signature/return/", double.sign(away, "olena"), content_type=JSON)
    assert filed.status_code == 200, filed.json()
    check_what_the_register_took(application, government)


def test_what_was_typed_after_the_session_had_ended_is_offered_on_the_step(
    client: Client, application: Application
) -> None:
    topic = page_address(application, f"annexes/{ANNEX}/topic/")
    client.logout()
    sent = client.post(topic, {"topic-r-topic": "Łąki i lasy", "revision": "0"})
    assert urlsplit(sent.headers["Location"]).path.endswith("/login/")
    client.force_login(application.principal)
    assert 'value="Łąki i lasy"' in client.get(topic).content.decode()


def test_two_windows_get_both_versions(client: Client, application: Application) -> None:
    topic = page_address(application, f"annexes/{ANNEX}/topic/")
    first = {"topic-r-topic": "Łąki", "topic-r-funded": "false", "revision": "0"}
    assert client.post(topic, first).status_code == 302
    stale = client.post(topic, {**first, "topic-r-topic": "Lasy"})
    text = stale.content.decode()
    assert (stale.status_code, "Łąki" in text, "Lasy" in text) == (409, True, True)


def test_the_language_changes_and_nothing_typed_is_lost(client: Client, application: Application) -> None:
    topic = page_address(application, f"annexes/{ANNEX}/topic/")
    switched = post_step(client, topic, {"r-topic": "Łąki"}, language="uk")
    there = switched.headers["Location"]
    assert there == topic.replace("/en/", "/uk/")
    assert 'value="Łąki"' in client.get(there).content.decode()


def test_an_annex_that_is_not_needed_leads_back(client: Client, application: Application) -> None:
    back = client.get(page_address(application, "annexes/another/topic/"), follow=True)
    assert back.redirect_chain == [(page_address(application), 302)]
    assert "This application does not need such an annex." in back.content.decode()
