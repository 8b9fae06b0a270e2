"""One applicant, and the employers who fill in an annex each: by pages, by API, with the definitions people use."""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from accounts.acting import themselves
from accounts.models import User
from applications.annexes import asking, links
from applications.annexes.models import AnnexRequest
from applications.drafting import lifecycle
from applications.drafting.models import Application
from procedures import catalogue
from procedures.language.schema import JSON
from tests.applications.annexes.applicant_and_employer import fill_in, sign, token
from tests.applications.purposes.test_filed_by_api import saved_steps
from tests.applications.signing.signature_double import Double
from tests.journeys.answers import OLENA, Step
from tests.journeys.purposes import PURPOSES, answers_asked_for

ANNEX = "annex1-employer"
A_MONTH = "month"


@dataclass(frozen=True, slots=True)
class Work:
    """An application to work for one or more employers."""

    user: User
    application: Application

    @property
    def client(self) -> Client:
        client = Client()
        client.force_login(self.user)
        return client

    def current(self) -> Application:
        return Application.objects.select_related("sheet__key", "draft_key").get(pk=self.application.pk)

    def asks(self, email: str) -> str:
        """The token of the link."""
        asking.send(self.current(), form_key=ANNEX, email=email, acting=themselves(self.user))
        return token()

    def employed(self, email: str, *, employer: Step | None = None, **job: JSON) -> AnnexRequest:
        """By somebody who fills in all but the signature."""
        link, filled = self.asks(email), PURPOSES[self.application.procedure].other
        assert filled is not None
        answers = {"employer": employer or {}, "job": {f"j.{key}": value for key, value in job.items()}}
        return fill_in(link, {step: {**given, **answers.get(step, {})} for step, given in filled.steps.items()})

    def signs(self, annex: AnnexRequest, double: Double, person: str = "jan") -> AnnexRequest:
        return sign(links_again(annex), double, person)

    def check(self, language: str = "en") -> str:
        return self.client.get(f"/{language}/applications/{self.application.pk}/check/").text

    def cautions(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.client.get(
            f"/api/v1/applications/{self.application.pk}/annexes/cautions/", headers={"Accept-Language": "en"}
        ).json()
        return found


def links_again(annex: AnnexRequest) -> AnnexRequest:
    rows = AnnexRequest.objects.select_related("application__draft_key", "application__sheet__key", "sheet__key")
    return rows.get(pk=annex.pk)


def paid(amount: str, per: str = A_MONTH) -> JSON:
    return {"amount": amount, "per": per}


def work(user: User, *emails: str, procedure: str = "temporary-work") -> Work:
    application = lifecycle.start(themselves(user), catalogue.procedure(procedure), language="en")
    client, form = Client(), lifecycle.form_of(application)
    client.force_login(user)
    answers = answers_asked_for(form, catalogue.procedure(procedure).preset, OLENA, emails[0])
    answers["reasons"]["thirdPartyEmail"] = list(emails)
    saved_steps(client, application, answers)
    return Work(user, application)


def by_link(link: str) -> dict[str, Any]:
    """The annex as its third party reads it by API."""
    found: dict[str, Any] = Client(headers={"Accept-Language": "en"}).get(f"/api/v1/annexes/{link}/").json()
    return found


def stands(link: str) -> AnnexRequest:
    return links.find(link)
