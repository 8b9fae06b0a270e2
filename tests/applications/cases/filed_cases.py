"""Filed applications and what the register says about them, for the tests of cases and letters."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from accounts.models import User
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.exchange.portal.inbox import Inbound
from applications.exchange.protocol.kinds import check_body
from procedures import catalogue
from sealing import keys
from sealing.models import new_id

FILED_AT = datetime(2026, 10, 12, 12, 7, tzinfo=UTC)
AT = "2026-10-20T09:00:00+02:00"
BODIES: Mapping[str, dict[str, Any]] = {
    "preliminary-received": {"register_ref": "BW/2026/10/4471", "at": AT},
    "case-number": {"number": "WSC-II-P.6151.4471.2026", "at": AT},
    "officer": {"name": "Zofia Wrona", "phone": "+48 22 695 00 00", "at": AT},
    "summoned": {
        "items": [
            {"key": "insurance", "text": "Dowód ubezpieczenia zdrowotnego", "means": "document"},
            {"key": "fingerprints", "text": "Pobranie odcisków palców", "means": "appearance"},
        ],
        "due": "2026-12-04",
        "legal_basis": "art. 106f ust. 1",
        "place": "ul. Marszałkowska 3/5, pokój 12",
        "at": AT,
    },
    "certificate-issued": {"number": "Z/2026/17", "issued_on": "2026-10-29", "at": AT},
    "decision": {
        "outcome": "granted",
        "number": "D/2026/99",
        "issued_on": "2027-01-10",
        "served_on": "2027-01-15",
        "valid_until": "2029-12-31",
        "at": AT,
    },
    **{
        kind: {"at": AT, "reason": "Brak podpisu"}
        for kind in ("left-unexamined", "refusal-to-open", "returned", "final", "closed")
    },
    "served": {"what": "decision", "to": "strona", "channel": "MOS", "served_on": "2026-10-19", "at": AT},
    "suspended": {"by": "party", "reason": "Na wniosek strony", "at": AT},
    "resumed": {"reason": "Na wniosek strony", "at": AT},
    "forwarded": {"to": "Wojewoda Małopolski", "reason": "Zmiana miejsca pobytu", "at": AT},
    "term-extended": {"until": "2027-02-01", "reason": "Czekamy na opinię", "at": AT},
    "case-snapshot": {"number": "WSC-II-P.6151.12.2025", "stage": "Czeka na decyzję", "at": AT},
    "poa-acknowledged": {"attorney": "Adwokat Jan Lipa", "valid_until": "2027-12-31", "at": AT},
    "message": {"text": "Proszę przysłać nowy adres.", "author": "Zofia Wrona", "in_reply_to": None, "at": AT},
}
EVENTS = sorted(set(BODIES) - {"message"})


def person(name: str = "olena", language: str = "uk") -> User:
    return User.objects.create_user(f"{name}@example.test", "cztery-lipy-nad-rzeka", language=language)


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def filed(owner: User, *, state: ApplicationState = ApplicationState.TRANSFERRED) -> Application:
    form = catalogue.form_of("temporary-work")
    return Application.objects.create(
        principal=owner,
        procedure="temporary-work",
        form_key=form.key,
        form_version=form.version,
        state=state,
        language=owner.language,
        teryt="14",
        draft_key=keys.create("draft"),
        case_key=keys.create("case"),
        changed_at=FILED_AT,
        filed_at=None if state == ApplicationState.DRAFT else FILED_AT,
    )


def message_of_register(
    application: Application, kind: str, *, seq: int = 1, files: Mapping[str, bytes] | None = None, **body: Any
) -> Inbound:
    """A message of the register, checked as the portal checks it."""
    whole = {**BODIES[kind], **body}
    check_body(kind, whole)
    return Inbound(
        id=new_id(),
        kind=kind,
        case_id=application.pk,
        body=whole,
        files=files or {},
        received_at=datetime(2026, 10, 20, 8, 0, tzinfo=UTC),
        gov_seq=seq,
    )


def apply(message: Inbound) -> Inbound:
    """Through the handler that the settings name."""
    import_string(settings.INBOUND[message.kind])(message)
    return message


def tell(application: Application, kind: str, *, seq: int = 1, **more: Any) -> Inbound:
    return apply(message_of_register(application, kind, seq=seq, **more))


def stranger_id() -> UUID:
    return new_id()
