"""People whose programs expect trouble: they ask again, look what stands, and write down what they were promised."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from tests.applications.exchange.checker import History
from tests.applications.uploads.files_to_upload import photo
from tests.journeys.answers import OLENA
from tests.journeys.api_person import Person, Refused, employer_fills_and_signs, sign_at_service
from tests.journeys.system import wait_for

TRIES, LONGEST_PAUSE_SECONDS = 80, 1.0
SAME = ("number", "filed_at", "sha256", "verification_url", "owed", "copy")  # the verdict comes later


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """One application a person holds a receipt for."""

    person: Person
    case: str
    receipt: dict[str, Any] = field(repr=False)

    def reads_the_same(self) -> bool:
        again = self.person.get(f"applications/{self.case}/receipt/")
        return all(again[name] == self.receipt[name] for name in SAME)


@dataclass(slots=True, kw_only=True)
class Office:
    """Where the people of a run write what they attempted and what was accepted."""

    history: History
    filings: list[Filing] = field(default_factory=list)
    under_way: int = 0  # signatures brought back, no receipt in hand yet
    lock: threading.Lock = field(default_factory=threading.Lock)

    def attempt(self, case: str) -> None:
        with self.lock:
            self.history.attempt(case)
            self.under_way += 1

    def accepted(self, filing: Filing) -> None:
        with self.lock:
            self.history.accepted(filing.case, filing.receipt["sha256"])
            self.filings.append(filing)
            self.under_way -= 1


def session() -> requests.Session:
    """Sends a request again, byte for byte (its Idempotency-Key too), after a broken connection or a 5xx."""
    patient = Retry(
        total=TRIES,
        backoff_factor=0.1,
        backoff_max=LONGEST_PAUSE_SECONDS,
        status_forcelist=(500, 502, 503, 504),
        allowed_methods=None,
        raise_on_status=False,
    )
    made = requests.Session()
    made.mount("http://", HTTPAdapter(max_retries=patient))
    return made


def files(person: Person, number: int, office: Office) -> None:
    """One whole application: the full form, the annex, the signature, the receipt."""
    application = _keep_trying(person.start, what="a draft")
    employer = f"{number}.{person.email}"
    answers = {**OLENA, "reasons": {**OLENA["reasons"], "thirdPartyEmail": [employer]}}
    for step, values in answers.items():
        _keep_trying(partial(person.save, application, step, values), what=f"step {step}")
    if number == 0:
        _attach(person, application)
    _get_annex(person, application, employer)
    way = _keep_trying(partial(person.start_signing, application), what="the way to the signature")
    returned = sign_at_service(person.system, way, "olena")
    office.attempt(application)
    receipt = _file(person, application, returned)
    office.accepted(Filing(person=person, case=application, receipt=receipt))


def _file(person: Person, application: str, returned: dict[str, str]) -> Any:
    """The same return until there is a receipt; after a refusal the receipt itself is asked for."""

    def look() -> Any:
        try:
            return person.post(f"applications/{application}/signature/return/", returned)
        except Refused:
            return _or_nothing(lambda: person.get(f"applications/{application}/receipt/"))

    return wait_for(look, seconds=120, what=f"the receipt of {application}")


def _attach(person: Person, application: str) -> None:
    """A list read first keeps a repeated upload from being there twice."""

    def look() -> bool:
        there = dict(person.files(application))
        if "photo" not in there:
            person.attach(application, "photo", "photo.jpg", photo())
        return there.get("photo") == "accepted"

    wait_for(lambda: _or_nothing(look), seconds=120, what="the photo accepted")


def _get_annex(person: Person, application: str, employer: str) -> None:
    def look() -> bool:
        state = person.get(f"applications/{application}/annexes/")[0]["state"]
        if state == "missing":
            person.ask_employer(application, employer)
        if state != "signed":
            employer_fills_and_signs(person.system, employer, session=session())
        return bool(state == "signed")

    wait_for(lambda: _or_nothing(look), seconds=120, what=f"the annex of {application}")


def _keep_trying[T](act: Callable[[], T], *, what: str) -> T:
    """A save sent twice is refused with 412, though it stands: the next try reads the new revision."""
    answer = wait_for(lambda: _or_nothing(act), seconds=120, what=what)
    assert answer is not None
    return answer


def _or_nothing[T](act: Callable[[], T]) -> T | None:
    try:
        return act()
    except Refused:
        return None
