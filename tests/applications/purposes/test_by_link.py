"""What a host or a university reads on the way from the link to the signature is about them, in every language."""

import re
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from lxml import html

from accounts.acting import themselves
from accounts.models import User
from applications.annexes import asking, links, status
from applications.answers import sheets
from applications.drafting import lifecycle
from applications.drafting.models import Application
from notices import mail
from notices.models import Mail
from procedures import catalogue
from tests.applications.annexes.applicant_and_employer import fill_in, token
from tests.applications.filing.conftest import double
from tests.applications.purposes.test_filed_by_api import saved_steps
from tests.applications.signing.signature_double import Double
from tests.journeys.answers import OLENA
from tests.journeys.purposes import PURPOSES, Filled, answers_asked_for

__all__ = ["double"]
pytestmark = pytest.mark.django_db
OF_AN_EMPLOYER = {
    "en": "employ",
    "pl": "pracodaw|powierzaj",
    "uk": "роботодав|доруча",
    "ar": "صاحب العمل|صاحب عمل|تسند",
}
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def begun(user: User, key: str) -> tuple[Application, Filled]:
    """An application with its answers, whose annex is asked for."""
    filled = PURPOSES[key].other
    assert filled is not None
    application = lifecycle.start(themselves(user), catalogue.procedure(key), language="en")
    client = Client()
    client.force_login(user)
    form = lifecycle.form_of(application)
    saved_steps(client, application, answers_asked_for(form, catalogue.procedure(key).preset, OLENA, filled.email))
    asking.send(again(application), form_key=filled.form, email=filled.email, acting=themselves(user))
    return application, filled


def again(application: Application) -> Application:
    return Application.objects.select_related("sheet__key", "draft_key").get(pk=application.pk)


def read(language: str, filled: Filled) -> str:
    """Every page of the third party: the first, each step, and the check with what is filled in."""
    stranger, link = Client(), f"/{language}/annex/{token()}/"
    stranger.post(link)
    steps = [stranger.get(f"{link}steps/{step}/") for step in filled.steps]
    pages = [stranger.get(link), *steps, stranger.get(f"{link}check/")]
    assert [page.status_code for page in pages] == [200] * len(pages)
    return "".join(main(page.content.decode()) for page in pages)


def main(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "is_employer"), [("studies", False), ("volunteer", False), ("trainee", False), ("blue-card", True)]
)
def test_only_an_employer_reads_of_employers(olena: User, key: str, is_employer: bool, language: str) -> None:
    _application, filled = begun(olena, key)
    fill_in(token(), filled.steps)
    said = read(language, filled)
    assert bool(re.search(OF_AN_EMPLOYER[language], said, re.IGNORECASE)) is is_employer
    with translation.override(language):
        assert translation.gettext(catalogue.form(filled.form).who_signs) in said


def as_shown(page: bytes) -> dict[str, str]:
    """What a browser sends of the step's form when nothing is changed in it."""
    (form,) = (each for each in html.fromstring(page).iter("form") if each.get("id") == "step")
    assert isinstance(form, html.FormElement)
    return dict(form.form_values())


@pytest.mark.parametrize("key", ["studies", "volunteer", "trainee"])
def test_it_is_filled_in_and_signed_on_pages(olena: User, double: Double, key: str) -> None:
    application, filled = begun(olena, key)
    stranger, link = Client(), f"/en/annex/{token()}/"
    answers = sheets.read(fill_in(token(), filled.steps).sheet).answers  # type: ignore[arg-type]  # it waits
    where = f"{link}steps/{next(iter(filled.steps))}/"
    walked = []
    while where != f"{link}check/":
        walked.append(where)
        saved = stranger.post(where, as_shown(stranger.get(where).content))
        assert saved.status_code == 302, (where, main(saved.content.decode()))
        where = saved.headers["Location"]
    assert walked == [f"{link}steps/{step}/" for step in filled.steps]
    assert sheets.read(links.find(token()).sheet).answers == answers  # type: ignore[arg-type]  # it waits
    away = stranger.post(f"{link}sign/").headers["Location"]
    stranger.get("/en/annex/return/?" + urlencode(double.sign(away, "jan")))
    assert "Jan Nowak" in stranger.get(link).content.decode()
    assert [(each.key, each.state) for each in status.of(again(application))] == [(filled.form, status.SIGNED)]


@pytest.mark.parametrize("key", ["studies", "volunteer", "trainee"])
def test_the_applicants_list_and_the_mail_speak_of_no_employer(olena: User, key: str) -> None:
    application, filled = begun(olena, key)
    client = Client()
    client.force_login(olena)
    listed = main(client.get(f"/en/applications/{application.pk}/annexes/").content.decode())
    assert filled.email in listed
    assert not re.search(OF_AN_EMPLOYER["en"], listed, re.IGNORECASE)
    sent = mail.message(Mail.objects.get(template="annex-request"))
    assert sent.to == [filled.email]
    assert not re.search(OF_AN_EMPLOYER["pl"], str(sent.body), re.IGNORECASE)
