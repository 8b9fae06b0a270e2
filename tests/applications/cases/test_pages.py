"""Pages and API of cases: own ones are shown, anybody else's is not found, and every word keeps its direction."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from applications.cases.models import CaseFile, Request
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.retention import erasing
from tests.applications.cases.filed_cases import EVENTS, filed, person, signed_in, stranger_id, tell
from tests.whitespace import without_unseen

pytestmark = pytest.mark.django_db
NUMBER = "WSC-II-P.6151.4471.2026"
CERTIFICATE = b"%PDF-1.7 certificate"


@pytest.fixture
def case(olena: User) -> Application:
    """A case with a bit of everything."""
    application = filed(olena)
    tell(application, "preliminary-received", seq=1)
    tell(application, "case-number", seq=2)
    tell(application, "officer", seq=3)
    tell(application, "certificate-issued", seq=4, files={"certificate.pdf": CERTIFICATE})
    tell(application, "summoned", seq=5)
    return application


def addresses(case: Application) -> list[str]:
    file = CaseFile.objects.get().pk
    pages = [reverse("cases:case", args=[case.pk]), reverse("cases:file", args=[case.pk, file])]
    return [*pages, f"/api/v1/cases/{case.pk}/", f"/api/v1/cases/{case.pk}/files/{file}/"]


def test_own_case_is_found_and_never_cached(olena: User, case: Application) -> None:
    for address in [*addresses(case), reverse("cases:list"), "/api/v1/cases/"]:
        answer = signed_in(olena).get(address)
        assert (answer.status_code, "no-store" in answer.headers["Cache-Control"]) == (200, True)


def test_anybody_elses_case_is_not_found(case: Application) -> None:
    ahmed = signed_in(person("ahmed"))
    assert [ahmed.get(address).status_code for address in addresses(case)] == [404] * 4
    assert NUMBER not in ahmed.get(reverse("cases:list")).content.decode()
    assert ahmed.get("/api/v1/cases/").json() == {"results": [], "next": None}


def test_strangers_are_asked_to_sign_in_whatever_the_address(case: Application) -> None:
    stranger = Client()
    pages = [*addresses(case)[:2], reverse("cases:list"), reverse("cases:case", args=[stranger_id()])]
    for page in pages:
        assert stranger.get(page).headers["Location"] == f"{reverse('account_login')}?next={page}"
    for address in [*addresses(case)[2:], "/api/v1/cases/", f"/api/v1/cases/{stranger_id()}/"]:
        assert stranger.get(address).status_code == 401


def test_draft_is_no_case(olena: User) -> None:
    draft = filed(olena, state=ApplicationState.DRAFT)
    client = signed_in(olena)
    assert client.get(reverse("cases:case", args=[draft.pk])).status_code == 404
    assert client.get("/api/v1/cases/").json()["results"] == []


def test_file_of_another_case_is_not_found_under_ones_own(olena: User, case: Application) -> None:
    other = filed(person("ahmed"))
    tell(other, "certificate-issued", files={"certificate.pdf": b"%PDF-1.7 of Ahmed"})
    foreign = CaseFile.objects.get(event__case=other.pk)
    client = signed_in(olena)
    assert client.get(reverse("cases:file", args=[case.pk, foreign.pk])).status_code == 404
    assert client.get(f"/api/v1/cases/{case.pk}/files/{foreign.pk}/").status_code == 404


def test_certificate_is_handed_over_as_it_came(olena: User, case: Application) -> None:
    answer = signed_in(olena).get(addresses(case)[1])
    assert (answer.content, answer.headers["Content-Type"]) == (CERTIFICATE, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="certificate.pdf"'


@pytest.mark.parametrize("language", ["pl", "en", "uk", "ar"])
def test_page_isolates_numbers_names_and_polish(olena: User, case: Application, language: str) -> None:
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        page = signed_in(olena).get(f"/{language}/cases/{case.pk}/").content.decode()
    assert f'<html class="govuk-template" lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page
    assert f'<bdi class="mos-code">{NUMBER}</bdi>' in page
    assert '<bdi class="mos-name" lang="pl">Zofia Wrona</bdi>' in page
    assert '<bdi lang="pl">Dowód ubezpieczenia zdrowotnego</bdi>' in page
    assert '<bdi class="mos-code">+48 22 695 00 00</bdi>' in page
    main = re.sub(r"<(bdi|time)\b.*?</\1>", "", page[page.index("<main") :])
    assert NUMBER not in main
    assert page.count("<h1") == 1
    assert " style=" not in page


def test_text_of_the_register_is_shown_as_text(olena: User, case: Application) -> None:
    tell(case, "left-unexamined", seq=9, reason="<script>alert(1)</script>")
    page = signed_in(olena).get(reverse("cases:case", args=[case.pk])).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("kind", EVENTS)
def test_page_of_every_status_can_be_shown(olena: User, kind: str) -> None:
    application = filed(olena)
    tell(application, kind)
    assert signed_in(olena).get(reverse("cases:case", args=[application.pk])).status_code == 200


def test_case_tells_until_when_the_own_copy_can_be_downloaded(olena: User) -> None:
    application = filed(olena)
    client = signed_in(olena)
    before = client.get(f"/en/cases/{application.pk}/").content.decode()
    assert "14 days after it has warned you" in before
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        tell(application, "certificate-issued")
    page = client.get(f"/en/cases/{application.pk}/").content.decode()
    assert "until 6 December 2026, to the end of that day" in page
    assert f'value="/en/cases/{application.pk}/#copy"' in page
    told = client.get(f"/api/v1/cases/{application.pk}/").json()
    assert (told["keeping"]["state"], told["keeping"]["last_day"]) == ("warned", "2026-12-06")
    assert told["receipt_url"].endswith(f"/api/v1/applications/{application.pk}/receipt/")
    erasing.finish(application)
    gone = client.get(f"/en/cases/{application.pk}/").content.decode()
    assert "Your copy was erased" in gone
    assert "application.pdf" not in gone


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", ["/pl/cases/", "/api/v1/cases/"])
def test_list_costs_the_same_for_any_number_of_cases(
    olena: User, count: int, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        tell(filed(olena), "summoned")
    client = signed_in(olena)
    client.get(address)
    with django_assert_num_queries(5):  # session, user, applications, cases; changes of dated facts
        client.get(address)


@pytest.mark.parametrize("count", [1, 3])
def test_case_costs_the_same_for_any_number_of_events(
    olena: User, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    application = filed(olena)
    for seq in range(count):
        tell(application, "summoned", seq=seq + 1)
    client = signed_in(olena)
    address = reverse("cases:case", args=[application.pk])
    client.get(address)
    # session, user, application, events, files, requests, answers; copy; payments; changes of dated facts
    with django_assert_num_queries(11):
        client.get(address)


def test_api_tells_the_whole_case(olena: User, case: Application) -> None:
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC)):
        answer = signed_in(olena).get(f"/api/v1/cases/{case.pk}/", headers={"Accept-Language": "en"}).json()
    assert (answer["id"], answer["number"], answer["due"]) == (str(case.pk), NUMBER, "2026-12-04")
    assert (answer["status"]["key"], answer["status"]["who"]) == ("summoned", "act")
    assert answer["status"]["travel"]["short"] == "Filing gives no right to come back"
    assert [item["means"] for item in answer["requests"] if item["is_open"]] == ["document", "appearance"]
    assert [event["kind"] for event in answer["events"]] == [
        "summoned",
        "certificate-issued",
        "officer",
        "case-number",
        "preliminary-received",
        "filed",
    ]
    [certificate] = answer["events"][1]["files"]
    assert (certificate["name"], certificate["size"]) == ("certificate.pdf", len(CERTIFICATE))
    assert signed_in(olena).get(certificate["url"]).content == CERTIFICATE
    assert answer["officer"] == {"name": "Zofia Wrona", "phone": "+48 22 695 00 00"}


def test_api_list_goes_on_page_by_page(olena: User) -> None:
    own = sorted((str(filed(olena).pk) for _ in range(3)), reverse=True)
    client = signed_in(olena)
    first = client.get("/api/v1/cases/?limit=2").json()
    second = client.get(first["next"]).json()
    assert [row["id"] for row in first["results"] + second["results"]] == own
    assert second["next"] is None


def panel(olena: User, case: Application) -> str:
    page = without_unseen(signed_in(olena).get(f"/en/cases/{case.pk}/").text)
    return page.partition('<section class="mos-status"')[2].partition("</section>")[0]


@time_machine.travel("2026-11-22T10:00:00+01:00")
def test_who_must_act_has_the_button_and_the_papers_where_it_is_said(olena: User, case: Application) -> None:
    text = panel(olena, case)
    asked = Request.objects.get(key="insurance").pk
    assert re.findall(r'<a class="govuk-button" href="([^"]+)">', text) == [f"/en/cases/{case.pk}/requests/{asked}/"]
    assert "Download the certificate" in text


@time_machine.travel("2027-01-20T10:00:00+01:00")
def test_after_the_decision_the_days_that_count_are_said(olena: User, case: Application) -> None:
    tell(case, "decision", seq=6)
    text = panel(olena, case)
    assert "Last day for an appeal:" in text
    assert 'datetime="2027-01-29"' in text  # served on 15 January 2027
    assert 'datetime="2029-12-31"' in text
    detail = signed_in(olena).get(f"/api/v1/cases/{case.pk}/").json()
    assert (detail["appeal_by"], detail["permit_valid_until"]) == ("2027-01-29", "2029-12-31")


@time_machine.travel("2027-02-20T10:00:00+01:00")
def test_a_day_for_an_appeal_that_has_passed_is_not_offered(olena: User, case: Application) -> None:
    tell(case, "decision", seq=6)
    assert "Last day for an appeal:" not in panel(olena, case)


def test_nothing_to_do_stands_with_its_question(olena: User) -> None:
    application = filed(olena)
    tell(application, "preliminary-received")
    assert "What do I have to do?</b> Nothing now." in panel(olena, application)


@time_machine.travel("2027-01-20T10:00:00+01:00")
def test_a_final_decision_has_no_day_for_an_appeal_and_keeps_the_permits_end(olena: User, case: Application) -> None:
    tell(case, "decision", seq=6)
    tell(case, "final", seq=7)
    text = panel(olena, case)
    assert ["Last day for an appeal:" in text, 'datetime="2029-12-31"' in text] == [False, True]


@time_machine.travel("2026-12-20T10:00:00+01:00")
def test_who_missed_the_date_is_not_told_to_act_before_it(olena: User, case: Application) -> None:
    text = panel(olena, case)
    assert ["The date has passed" in text, "before the date" in text] == [True, False]
