"""Ready sentences beside the application: in an annex of one's own, in those of others, behind "something else".

A page and the API make the same answer of the same choice, and the person who fills it in types no Polish.
"""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse, translate_url

from accounts.acting import themselves
from accounts.models import User
from applications.annexes import asking
from applications.annexes.models import AnnexRequest, OwnAnnex
from applications.answers import forms, sheets
from applications.answers.sheets import Contents
from applications.drafting import lifecycle
from applications.drafting.models import Application
from procedures import catalogue
from procedures.language.schema import Form
from tests.acting import own
from tests.applications.annexes import applicant_and_employer
from tests.journeys.answers import BLUE_CARD, EMPLOYER, OLENA, STUDIES
from tests.whitespace import hidden_fields, without_unseen

pytestmark = pytest.mark.django_db
ARABIC = {"Accept-Language": "ar"}
EMAIL = "hr@firma.example"
DUTIES = [{"sentence": "machines"}, {"sentence": "team", "blanks": {"count": 4}}]
DUTIES_PL = "Obsługa maszyn i urządzeń. Kierowanie pracą zespołu. Liczba osób: 4."
DEGREE = {
    "sentence": "degree",
    "blanks": {"diploma": "Diplom magistra", "school": "ABC", "country": "UKR", "day": "2015-06-30"},
}
DEGREE_PL = "Wyższe wykształcenie. Dokument: Diplom magistra. Uczelnia: ABC. Państwo: Ukraina. Data: 2015-06-30."
LEVEL = {"sentence": "studies", "blanks": {"level": "first", "mode": "full", "paid": "yes"}}
LEVEL_PL = "studia pierwszego stopnia; forma: stacjonarne; odpłatność: tak"


def started(client: Client, procedure: str, purpose: str) -> Application:
    """Of somebody who reads Arabic, with all of the application answered."""
    person = User.objects.create_user("salma@example.com", "correct-horse-battery")
    client.force_login(person)
    draft = lifecycle.start(themselves(person), catalogue.procedure(procedure), language="ar")
    answers = {"purpose": purpose, **{key: value for step in OLENA.values() for key, value in step.items()}}
    lifecycle.save_step(draft, Contents(answers=answers), step="name", expected=0, acting=own(draft))
    return Application.objects.get(pk=draft.pk)


def asked(draft: Application, form: str) -> tuple[AnnexRequest, str]:
    """Their link, opened."""
    annex = asking.send(draft, form_key=form, email=EMAIL, acting=own(draft))
    token = applicant_and_employer.token()
    Client().post(reverse("annexes:open", args=[token]))
    return annex, token


def posted(form: Form, step: str, answers: dict[str, Any]) -> dict[str, list[str]]:
    return forms.posted(form, form.step(step), answers, prefix=step)


def filled_in(client: Client, at: str, sent: dict[str, list[str]], question: str) -> str:
    """Choose, look at the Polish, confirm. The page that shows the Polish, before it is confirmed."""
    at, name = translate_url(at, "ar"), question.replace(".", "-")
    not_yet = {f"{name}-{part}" for part in ("shown", "said", "of", "confirmed")}
    chosen: dict[str, Any] = {key: value for key, value in sent.items() if key not in not_yet}
    client.post(at, {**hidden_fields(client.get(at)), **chosen, f"{name}-compose": "1"})
    page = client.get(at)
    answer = client.post(at, {**chosen, **hidden_fields(page), f"{name}-confirmed": "yes"})
    assert answer.status_code == 302, without_unseen(answer.text)
    return without_unseen(page.text)


def composed(at: str, client: Any, question: str, chosen: list[Any]) -> Any:
    sent = {"question": question, "chosen": chosen}
    answer = client.post(at, sent, content_type="application/json", headers=ARABIC)
    assert answer.status_code == 200, answer.content
    return answer.json()["answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """A question of an annex that somebody else fills in, and what they choose there."""

    procedure: str
    purpose: str
    form: str
    step: str
    question: str
    chosen: list[Any]
    polish: str
    answers: dict[str, Any]


THEIRS = [
    Theirs(
        procedure="temporary-work", purpose="1", form="annex1-employer", step="job",
        question="j.duties", chosen=DUTIES, polish=DUTIES_PL, answers=EMPLOYER["job"],
    ),
    Theirs(
        procedure="studies", purpose="8", form="annex5-studies", step="studies",
        question="s.level", chosen=[LEVEL], polish=LEVEL_PL, answers=STUDIES["studies"],
    ),
]  # fmt: skip


@pytest.mark.parametrize("theirs", THEIRS, ids=lambda each: each.form)
def test_who_fills_in_an_annex_by_link_types_no_polish(client: Client, theirs: Theirs) -> None:
    question, polish, chosen = theirs.question, theirs.polish, theirs.chosen
    annex, token = asked(started(client, theirs.procedure, theirs.purpose), theirs.form)
    at, others = f"/api/v1/annexes/{token}/steps/{theirs.step}/sentences/", Client()
    offered = {each["question"]: each for each in others.get(at, headers=ARABIC).json()}
    assert chosen[0]["sentence"] in {each["key"] for each in offered[question]["sentences"]}
    made = composed(at, others, question, chosen)
    assert (made["pl"], made["language"]) == (polish, "ar")
    sent = posted(catalogue.form(theirs.form), theirs.step, {**theirs.answers, question: made})
    page = filled_in(others, reverse("annexes:step", args=[token, theirs.step]), sent, f"{theirs.step}-{question}")
    assert f'<dd lang="pl" dir="ltr">{polish}</dd>' in page
    assert f"<dd>{made['own']}</dd>" in page
    sheet = AnnexRequest.objects.select_related("sheet__key").get(pk=annex.pk).sheet
    assert sheet is not None
    assert sheets.read(sheet).answers[question] == made


def test_nothing_is_stored_by_what_is_put_together_and_no_step_is_made_up(client: Client) -> None:
    annex, token = asked(started(client, "temporary-work", "1"), "annex1-employer")
    composed(f"/api/v1/annexes/{token}/steps/job/sentences/", Client(), "j.duties", DUTIES)
    sheet = AnnexRequest.objects.select_related("sheet__key").get(pk=annex.pk).sheet
    assert sheet is not None
    assert "j.duties" not in sheets.read(sheet).answers
    assert Client().get(f"/api/v1/annexes/{token}/steps/gold/sentences/").status_code == 404
    assert Client().get("/api/v1/annexes/nobody/steps/job/sentences/").status_code == 404


def test_the_api_makes_of_the_own_annex_what_its_page_makes(client: Client) -> None:
    draft = started(client, "blue-card", "2")
    step = f"/api/v1/applications/{draft.pk}/annexes/own/annex2-bluecard/steps/qualifications/"
    at = client.get(step).json()["sentences"]
    assert at.endswith(f"{step}sentences/")
    made = composed(at, client, "q.higher", [DEGREE])
    assert made["pl"] == DEGREE_PL
    page_at = reverse("applications:own-annex", args=[draft.pk, "annex2-bluecard", "qualifications"])
    whole = {**BLUE_CARD["qualifications"], "q.isRegulated": False, "q.higher": made}
    sent = posted(catalogue.form("annex2-bluecard"), "qualifications", whole)
    filled_in(client, page_at, sent, "qualifications-q.higher")
    row = OwnAnnex.objects.select_related("sheet__key").get(application=draft)
    assert sheets.read(row.sheet).answers["q.higher"] == made
    refused = client.post(at, {"question": "f.surname", "chosen": []}, content_type="application/json")
    assert [each["code"] for each in refused.json()["errors"]] == ["not-asked"]


def test_the_api_makes_of_something_else_what_the_page_makes(client: Client) -> None:
    draft = started(client, "temporary-work", "1")
    made = composed(
        f"/api/v1/applications/{draft.pk}/steps/about-you/sentences/", client, "eyeColour", [{"sentence": "amber"}]
    )
    assert made["other"]["pl"] == "bursztynowe"
    at, form = f"/ar/applications/{draft.pk}/about-you/", lifecycle.form_of(draft)
    typed = {"about-you-eyeColour-choice": "other", "about-you-eyeColour-other-sentence": "amber"}
    rest = posted(form, "about-you", OLENA["about-you"])
    assert client.post(at, {**hidden_fields(client.get(at)), **rest, **typed}).status_code == 302
    assert stored(draft)["eyeColour"] == made


def test_a_part_of_a_list_or_a_group_is_put_together_too(client: Client) -> None:
    draft = started(client, "temporary-work", "1")
    at = f"/api/v1/applications/{draft.pk}/steps/family/sentences/"
    (kinship,) = client.get(at).json()
    first = kinship["sentences"][0]
    assert composed(at, client, kinship["question"], [{"sentence": first["key"]}])["other"]["pl"] == first["official"]
    _annex, token = asked(draft, "annex1-employer")
    register = f"/api/v1/annexes/{token}/steps/employer/sentences/"
    made = composed(register, Client(), "e.legalBasis.register", [{"sentence": "culture"}])
    basis = {**EMPLOYER["employer"]["e.legalBasis"], "register": made, "number": "12"}
    basis.pop("krs", None)
    answers = {**EMPLOYER["employer"], "e.legalBasis": basis}
    revision = Client().get(f"/api/v1/annexes/{token}/").json()["revision"]
    saved = Client().put(
        f"/api/v1/annexes/{token}/steps/employer/",
        {"answers": answers, "revision": revision},
        content_type="application/json",
    )
    assert saved.status_code == 200, saved.content
    assert saved.json()["answers"]["e.legalBasis"]["register"]["other"]["pl"] == "rejestr instytucji kultury"


def stored(draft: Application) -> dict[str, Any]:
    sheet = Application.objects.select_related("sheet__key").get(pk=draft.pk).sheet
    assert sheet is not None
    return dict(sheets.read(sheet).answers)
