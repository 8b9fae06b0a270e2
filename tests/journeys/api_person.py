"""A person who uses the API alone, and the people around the case who do: the employer, the signer, the officer."""

import json
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

from tests.applications.uploads import files_to_upload
from tests.journeys.answers import EMPLOYER, EMPLOYER_EMAIL, LAST_LAWFUL_DAY, OLENA
from tests.journeys.system import System, wait_for

PASSWORD = "cztery-lipy-nad-rzeka"
TIMEOUT_SECONDS = 60


class Refused(Exception):
    """The API said no; the problem is the message."""


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody with an account, and nothing but the API."""

    system: System
    email: str
    language: str = "en"
    token: str = ""
    session: requests.Session = field(default_factory=requests.Session)

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        url = path if path.startswith("http") else self.system.origin("portal") + path
        headers = {"Accept-Language": self.language, **options.pop("headers", {})}
        if self.token:
            headers["X-Session-Token"] = self.token
        answer = self.session.request(method, url, headers=headers, timeout=TIMEOUT_SECONDS, **options)
        if answer.status_code >= 400:
            raise Refused(f"{method} {path}: {answer.status_code} {answer.text[:2000]}")
        return answer

    def get(self, path: str) -> Any:
        return self.call("GET", f"/api/v1/{path}").json()

    def post(self, path: str, body: dict[str, Any], **options: Any) -> Any:
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        return self.call("POST", f"/api/v1/{path}", json=body, headers=headers, **options).json()

    def sign_up(self) -> None:
        """Sign-up, the code from the development mail, a session token."""
        auth = f"{self.system.origin('portal')}/_allauth/app/v1/auth"
        person = {"email": self.email, "password": PASSWORD}
        meta = self.session.post(f"{auth}/signup", json=person, timeout=TIMEOUT_SECONDS).json()["meta"]
        mail = wait_for(lambda: self.system.mails(self.email), what="the confirmation mail")[-1]
        code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail["body"])
        assert code is not None
        token = {"X-Session-Token": meta["session_token"]}
        verified = self.session.post(
            f"{auth}/email/verify", json={"key": code.group()}, headers=token, timeout=TIMEOUT_SECONDS
        ).json()["meta"]
        assert verified["is_authenticated"]
        self.token = verified.get("session_token", meta["session_token"])

    def sign_in(self, password: str) -> None:
        auth = f"{self.system.origin('portal')}/_allauth/app/v1/auth/login"
        person = {"email": self.email, "password": password}
        self.token = self.session.post(auth, json=person, timeout=TIMEOUT_SECONDS).json()["meta"]["session_token"]

    def start(self, procedure: str = "temporary-work", **whom: str) -> str:
        asked = {"procedure": procedure, "last_lawful_day": LAST_LAWFUL_DAY, **whom}
        return str(self.post("applications/", asked)["id"])

    def take_over(self, application: str, source: str) -> list[str]:
        """All that another application of the account offers; which questions that were."""
        path = f"applications/{application}/carried/{source}/"
        offered = [each["question"] for each in self.get(path)]
        self.post(path, {"questions": offered})
        return offered

    def fill_in(self, application: str, answers: dict[str, dict[str, Any]] = OLENA) -> None:
        for step, values in answers.items():
            self.save(application, step, values)

    def save(self, application: str, step: str, values: dict[str, Any]) -> Any:
        tag = self.call("GET", f"/api/v1/applications/{application}/").headers["ETag"]
        path = f"/api/v1/applications/{application}/steps/{step}/"
        return self.call("PUT", path, json={"answers": values}, headers={"If-Match": tag}).json()

    def fill_in_own_annex(self, application: str, form: str, answers: dict[str, dict[str, Any]]) -> None:
        for number, (step, values) in enumerate(answers.items()):
            path = f"/api/v1/applications/{application}/annexes/own/{form}/steps/{step}/"
            self.call("PUT", path, json={"answers": values}, headers={"If-Match": f'"{number}"'})

    def attach(self, application: str, purpose: str, name: str, content: bytes) -> Any:
        path = f"/api/v1/applications/{application}/attachments/"
        return self.call("POST", path, data={"purpose": purpose}, files={"file": (name, content)}).json()

    def attach_all(self, application: str, *, papers: Sequence[str] = ("passport",)) -> None:
        self.attach(application, "photo", "photo.jpg", files_to_upload.photo())
        for purpose in papers:
            self.attach(application, purpose, f"{purpose}.pdf", files_to_upload.pdf())

    def answer(self, case: str, request: str, name: str) -> None:
        """A file for one thing of a summons."""
        self.call(
            "POST", f"/api/v1/cases/{case}/requests/{request}/files/", files={"file": (name, files_to_upload.pdf())}
        )

    def files(self, application: str) -> list[tuple[str, str]]:
        found = self.get(f"applications/{application}/attachments/")
        return sorted((file["purpose"], file["state"]) for file in found)

    def ask_employer(self, application: str, email: str = EMPLOYER_EMAIL) -> None:
        self.ask(application, "annex1-employer", email)

    def ask(self, application: str, annex: str, email: str) -> None:
        """Somebody else, for their annex."""
        self.post(f"applications/{application}/annexes/", {"annex": annex, "email": email})

    def start_signing(self, application: str) -> str:
        """The address of the signature service, all confirmations made."""
        wanted = self.get(f"applications/{application}/signature/")
        confirmed = {
            "instruction": wanted["instruction"]["version"],
            "declarations": [each["key"] for each in wanted["declarations"]],
            "signer": True,
        }
        return str(self.post(f"applications/{application}/signature/", confirmed)["redirect_url"])

    def sign(self, application: str, person: str = "olena") -> Any:
        """Sign and bring back what the service gave: refused, or the receipt."""
        returned = sign_at_service(self.system, self.start_signing(application), person)
        return self.post(f"applications/{application}/signature/return/", returned)

    def events(self, case: str) -> list[str]:
        return [event["kind"] for event in self.get(f"cases/{case}/")["events"]]


def sign_at_service(system: System, url: str, person: str) -> dict[str, str]:
    """What the signer's browser would bring back: state and artifact."""
    document = urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1]
    body = {"id": document, "person": person}
    answer = requests.post(f"{system.origin('signature')}/api/sign", json=body, timeout=TIMEOUT_SECONDS).json()
    return {"state": answer["state"], "artifact": answer["artifact"]}


def employer_fills_and_signs(
    system: System, email: str = EMPLOYER_EMAIL, *, before: int = 0, session: requests.Session | None = None
) -> None:
    other_fills_and_signs(system, email, EMPLOYER, before=before, session=session)


def other_fills_and_signs(
    system: System,
    email: str,
    steps: dict[str, dict[str, Any]],
    *,
    before: int = 0,
    session: requests.Session | None = None,
) -> None:
    """Who was asked for an annex, and has the link and no account. `before`: mails that were there already."""
    mails = wait_for(lambda: system.mails(email)[before:], what=f"the mail to {email}")
    token = urlsplit(mails[-1]["links"][0]).path.rstrip("/").rsplit("/", 1)[-1]
    stranger = Person(system=system, email=email, language="pl", session=session or requests.Session())
    annex = stranger.get(f"annexes/{token}/")
    for step, answers in steps.items():
        body = {"revision": annex["revision"], "answers": answers}
        annex = stranger.call("PUT", f"/api/v1/annexes/{token}/steps/{step}/", json=body).json()
    assert annex["can_sign"]
    url = stranger.post(f"annexes/{token}/signature/", {})["url"]
    stranger.post(f"annexes/{token}/signature/return/", sign_at_service(system, url, "jan"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """An officer at the register double, by its JSON API."""

    system: System

    def _call(self, method: str, path: str, **options: Any) -> requests.Response:
        url = f"{self.system.origin('register')}{path}"
        credentials = self.system.account("officer of the register")
        answer = requests.request(method, url, auth=credentials, timeout=TIMEOUT_SECONDS, **options)
        answer.raise_for_status()
        return answer

    def record(self, case: str) -> Any:
        return self._call("GET", f"/api/records/{case}").json()

    def answers(self, case: str) -> list[str]:
        """What of a summons each file answers, in the summons' words."""
        return [document["answers"] for document in self.record(case)["documents"]]

    def records(self) -> Any:
        return self._call("GET", "/api/records").json()

    def quarantine(self) -> Any:
        return self._call("GET", "/api/quarantine").json()

    def retry(self, message: str) -> None:
        self._call("POST", f"/api/quarantine/{message}/retry")

    def act(self, case: str, kind: str, **values: Any) -> None:
        self._call("POST", f"/api/records/{case}/actions/{kind}", json={"values": values})

    def misbehave(self, how: str, times: int = 1) -> None:
        self._call("POST", "/control/misbehave", data=json.dumps({"how": how, "times": times}), headers=JSON)


JSON = {"Content-Type": "application/json"}


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
