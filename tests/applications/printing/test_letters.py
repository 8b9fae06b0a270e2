"""Every letter, from its answers to the paper: to whom, what it says, by when."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from applications.drafting.models import Application
from procedures import catalogue
from tests.applications.printing.letters import OLENA, PERMIT, Steps, written
from tests.applications.receipts.pdfs import check_tagged

pytestmark = pytest.mark.django_db
HEAD = "Szef Urzędu do Spraw Cudzoziemców"
VOIVODE = "Wojewoda Mazowiecki"
CASE = {"handles": "14", "caseMatter": "temporary", "caseSince": "2026-05-04", "caseNumber": "WSC-II.6151.9.2026"}
CARD = {
    "issued": "14",
    "fatherName": "Petro",
    "motherName": "Halyna",
    "birthPlace": "Lwów",
    "birthCountry": "UKR",
    "sex": "K",
    "height": 168,
    "eyeColour": {"pl": "niebieskie"},
    "cardPermit": "temporary",
    "cardNumber": "ZK1234567",
}
DECISION = {
    "decided": "14",
    "decisionNumber": "WSC-II.6151.9.2026",
    "decisionOn": "2026-11-09",
    "servedOn": "2026-11-13",
}
WHY = {"pl": "Wniosek z dnia 4 maja 2026 r. nie został rozpatrzony."}


def event(on: str = "2026-11-20", **more: object) -> Steps:
    return {"event": {"eventOn": on, **more}}


type LetterCase = tuple[str, Steps, tuple[str, str], str | None, str]
CASES: list[LetterCase] = [
    (
        "notice-purpose-ended",
        {"permit": PERMIT, **event(ended="studies")},
        (VOIVODE, ""),
        "2026-12-08",
        "Przyczyna, która ustała: zakończenie lub przerwanie studiów.",
    ),
    (
        "notice-blue-card",
        {"permit": PERMIT, **event(blueEvent="employer", employer="Stary S.A.", newEmployer="Nowy sp. z o.o.")},
        (VOIVODE, ""),
        "2026-12-08",
        "Dotychczasowy podmiot powierzający pracę: Stary S.A. Nowy podmiot powierzający pracę: Nowy sp. z o.o.",
    ),
    (
        "notice-card-lost",
        {"card": CARD, **event(cardEvent="lost")},
        (VOIVODE, ""),
        "2026-11-23",
        "Proszę o wydanie zaświadczenia, o którym mowa w art. 232 ust. 2 tej ustawy.",
    ),
    (
        "notice-address",
        {"case": CASE, **event(oldAddress="ul. Stara 1, 00-001 Warszawa")},
        (VOIVODE, ""),
        None,
        "Nowy adres, od dnia 20.11.2026: ul. Prosta 5/7, 00-838 Warszawa.",
    ),
    (
        "appeal",
        {"decision": DECISION},
        (HEAD, VOIVODE),
        "2026-11-27",
        "Na podstawie art. 127 § 1 i art. 129 Kodeksu postępowania administracyjnego wnoszę odwołanie od decyzji nr "
        "WSC-II.6151.9.2026 z dnia 09.11.2026, doręczonej dnia 13.11.2026.",
    ),
    (
        "reminder-of-inaction",
        {"case": CASE, "delay": {"delayKind": "inaction", "whyReminder": WHY}},
        (HEAD, VOIVODE),
        None,
        "Uzasadnienie: Wniosek z dnia 4 maja 2026 r. nie został rozpatrzony.",
    ),
]


@pytest.fixture
def api(olena: User) -> APIClient:
    browser = APIClient(headers={"Accept-Language": "uk"})
    browser.force_login(olena)
    return browser


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_each_letter_goes_to_its_authority_in_its_term(api: APIClient, case: LetterCase) -> None:
    key, steps, whom, last_day, sentence = case
    address = written(api, key, OLENA | steps)
    said = api.get(f"{address}printout/").json()
    assert (said["to"], said["through"]) == whom
    assert said["last_day"] == last_day
    assert sentence in [each["official"] for each in said["paragraphs"]]
    pdf = api.get(f"{address}printout/document.pdf")
    check_tagged(pdf.content, title=catalogue.procedure(key).official_title).close()


def test_the_notice_of_a_lost_card_has_the_data_of_the_card(api: APIClient) -> None:
    """Art. 232(4) with 244(1); what is not known stands out of it."""
    address = written(api, "notice-card-lost", OLENA | {"card": CARD, **event(cardEvent="lost")})
    facts = {each["official"]: each["answer"] for each in api.get(f"{address}printout/").json()["details"]}
    assert facts["Nazwisko"] == "Kowalenko"
    assert facts["Kolor oczu"] == "niebieskie"
    assert facts["Seria i numer karty pobytu"] == "ZK1234567"
    assert facts["Rodzaj zezwolenia"] == "zezwolenie na pobyt czasowy"
    assert "Data wydania karty" not in facts


def test_a_found_card_is_told_under_its_own_article_and_asks_for_no_certificate(api: APIClient) -> None:
    address = written(api, "notice-card-lost", OLENA | {"card": CARD, **event(cardEvent="found")})
    (sentence,) = api.get(f"{address}printout/").json()["paragraphs"]
    assert "art. 233 ust. 1" in sentence["official"]


def test_an_appeal_needs_no_reasons_and_prints_those_that_are_there(api: APIClient) -> None:
    address = written(api, "appeal", OLENA | {"decision": DECISION})
    assert len(api.get(f"{address}printout/").json()["paragraphs"]) == 2
    reasons = {"pl": "Organ nie uwzględnił umowy o pracę."}
    tag = api.get(address).headers["ETag"]
    answers = {"answers": {**DECISION, "whyAppeal": reasons}}
    api.put(f"{address}steps/decision/", answers, format="json", headers={"If-Match": tag})
    last = api.get(f"{address}printout/").json()["paragraphs"][-1]
    assert last["official"] == "Uzasadnienie: Organ nie uwzględnił umowy o pracę."


def test_the_term_of_an_appeal_that_ends_on_a_saturday_moves(api: APIClient) -> None:
    """KPA 57 § 4: served on Saturday 14 November 2026, it ends on Monday 30 November."""
    address = written(api, "appeal", OLENA | {"decision": {**DECISION, "servedOn": "2026-11-14"}})
    assert api.get(f"{address}printout/").json()["last_day"] == "2026-11-30"


def test_a_term_of_the_office_that_does_not_run_is_said_so(client: Client) -> None:
    """Art. 100d of the special act suspends it until 4 March 2027."""
    browser = APIClient(headers={"Accept-Language": "en"})
    browser.cookies = client.cookies
    address = written(browser, "appeal", OLENA | {"decision": DECISION})
    told = {part["key"]: part["lines"] for part in browser.get(f"{address}printout/").json()["instructions"]}
    term = next(each for each in told["next"] if each["title"] == "The appeal is decided within 90 days")
    assert term["text"].startswith("The office’s terms are suspended until 4 March 2027")


def test_every_letter_can_be_begun_and_those_that_are_only_told_cannot(api: APIClient) -> None:
    for procedure in catalogue.procedures():
        if procedure.channel == "mos":
            continue
        asked = {"procedure": procedure.key, "last_lawful_day": None}
        answer = api.post("/api/v1/applications/", asked, format="json")
        assert answer.status_code == (201 if procedure.form and procedure.is_prepared else 422), procedure.key
    begun = {each.procedure for each in Application.objects.all()}
    assert begun >= {case[0] for case in CASES} | {"notice-job-lost", "residence-card"}


def test_no_letter_says_a_word_of_filing_or_the_receipt() -> None:
    for procedure in catalogue.procedures():
        for each in (*procedure.letter.sender, *procedure.letter.paragraphs) if procedure.letter else ():
            assert "UPO" not in each.official
            assert "elektroniczn" not in each.official
