"""A receipt that was issued, of an application that nothing of the room of filing has touched."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest

from accounts.acting import themselves
from accounts.models import User
from applications.drafting import lifecycle
from applications.receipts import issue, own_copy
from applications.receipts.issue import Filed
from applications.receipts.models import Receipt
from procedures import catalogue
from tests.acting import own

FILED = datetime(2026, 11, 22, 19, 7, 11, tzinfo=UTC)
SIGNED = b"<signed/>"


@pytest.fixture(autouse=True)
def _sealed_bytes_apart(sealed_storage: Path) -> None:
    """For every test of this room."""


@pytest.fixture
def receipt(db: None) -> Receipt:
    olena = User.objects.create_user("olena@example.test", "correct horse battery", language="uk")
    application = lifecycle.start(themselves(olena), catalogue.procedure("temporary-work"), language="uk")
    application.teryt = "14"
    held = SimpleNamespace(message_id=uuid4(), application=application)
    digest = own_copy.keep(held, own_copy.SIGNED, SIGNED)
    own_copy.keep(held, own_copy.APPLICATION_PDF, b"%PDF-1.7")
    own_copy.keep(held, own_copy.CONFIRMED, b"{}")
    own_copy.keep(held, own_copy.FILES, b'[{"name": "payload.json", "sha256": "cd"}]')
    filed = Filed(message_id=held.message_id, digest=digest, applicant="Olena Kovalenko", at=FILED, person=olena)
    return issue.receipt(application, filed, acting=own(application))
