"""An annex that two people sign for one employer, from the link to the register: both signatures are filed."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from accounts.models import User
from applications.annexes import asking
from applications.exchange.connector import signatures
from applications.filing import instruction
from procedures import catalogue
from tests.applications.annexes.applicant_and_employer import cosign, signers_token
from tests.applications.exchange.both_halves import Government
from tests.applications.exchange.conftest import register, register_url
from tests.applications.filing.conftest import double, government
from tests.applications.purposes.several_employers import work
from tests.applications.purposes.test_filed_by_api import held_by_register
from tests.applications.signing.signature_double import Double

__all__ = ["double", "government", "register", "register_url"]
pytestmark = pytest.mark.django_db(transaction=True)
JSON = "application/json"
EMPLOYER, BOARD = "hr@firma.example", "board@firma.example"


def test_the_register_holds_both_signatures(
    client: Client, olena: User, double: Double, government: Government
) -> None:
    single = work(olena, EMPLOYER)
    annex = asking.name_signers(single.employed(EMPLOYER), [BOARD])
    single.signs(annex, double)
    form = catalogue.form_of("temporary-work")
    declarations = [each.key for each in form.declarations]
    confirmed = {"instruction": instruction.version("temporary-work"), "declarations": declarations, "signer": True}
    client, here = single.client, f"/api/v1/applications/{single.application.pk}/"
    locked = client.post(f"{here}signature/", confirmed, content_type=JSON)
    assert (locked.status_code, locked.json()["code"]) == (409, "AnnexesNotReady")
    cosign(signers_token(), double, "maria")
    away = client.post(f"{here}signature/", confirmed, content_type=JSON).json()["redirect_url"]
    filed = client.post(f"{here}signature/return/", double.sign(away, "olena"), content_type=JSON)
    assert filed.status_code == 200, filed.json()
    documents = held_by_register(government)["documents"]
    assert {name: form for name, form in documents.items() if form} == {
        "annex-1.xml": "annex1-employer",
        "annex-2.xml": "annex1-employer",
    }
    signed = [signatures.verify(content, trust=settings.SIGNATURE_TRUST) for content in annexes(government)]
    assert [each.signer["given_names"] for each in signed] == ["Jan", "Maria"]
    assert len({etree.tostring(each.root, method="c14n") for each in signed}) == 1


def annexes(government: Government) -> list[Any]:
    rows = government.connection.execute("SELECT content FROM document WHERE name ~ '^annex-' ORDER BY name").fetchall()
    return [bytes(row["content"]) for row in rows]
