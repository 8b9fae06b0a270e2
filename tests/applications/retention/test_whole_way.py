"""From the signature to the preliminary base of the register and back: what is filed is what the register takes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.exchange.portal import jobs as exchange_jobs
from applications.exchange.register_double.database import Connection
from applications.filing import queries, submissions
from applications.filing.models import Following
from applications.receipts import own_copy
from applications.retention import jobs
from applications.retention.models import Purge
from applications.uploads import intake
from applications.uploads.models import Upload
from procedures.language.schema import Procedure
from tests.acting import own
from tests.applications.exchange.both_halves import Government, places, settle_beside_the_portal
from tests.applications.exchange.conftest import register, register_url
from tests.applications.filing.conftest import reloaded
from tests.applications.filing.test_following import hand_in
from tests.applications.filing.test_payload import SNAPSHOT
from tests.applications.filing.test_submissions import prepared, signed_by
from tests.applications.uploads import files_to_upload

__all__ = ["register", "register_url"]
pytestmark = pytest.mark.django_db(transaction=True)
type Sign = Callable[..., bytes]


@pytest.fixture
def government(tmp_path: Path, register: Connection, procedure: Procedure) -> Government:
    """It knows the small form of these tests."""
    where = replace(places(tmp_path, Path(settings.EXCHANGE_PKI)), payload_schemas=settings.PAYLOAD_SCHEMAS)
    return Government(where, register)


def signature_authority() -> Path:
    return Path(settings.SIGNATURE_TRUST)


def test_what_is_filed_is_applied_and_the_draft_ends(
    application: Application, sign: Sign, government: Government, tmp_path: Path
) -> None:
    intake.check(hand_in(application))
    late = hand_in(application, purpose="photo", content=files_to_upload.photo())
    submission = prepared(application)
    receipt = submissions.accept(submission, signed_by(submission, sign), acting=own(submission.application))
    (tmp_path / "signature-ca.pem").write_bytes(signature_authority().read_bytes())
    settle_beside_the_portal(government)
    record = government.connection.execute("SELECT * FROM record").fetchone()
    assert record is not None
    assert (record["case_id"], record["base"], record["payload"], record["signed_digest"]) == (
        application.pk,
        "preliminary",
        SNAPSHOT,
        receipt.signed_sha256,
    )
    intake.check(late)
    exchange_jobs.run()
    assert queries.verdict(receipt) == "applied"
    application = reloaded(application)
    assert (application.state, application.draft_key.wrapped) == (ApplicationState.TRANSFERRED, None)
    assert Following.objects.get().upload == late.pk
    settle_beside_the_portal(government)
    names = government.connection.execute("SELECT name FROM document ORDER BY name").fetchall()
    assert [row["name"] for row in names] == [
        "application.pdf",
        "application.xml",
        "passport-1.pdf",
        "payload.json",
        "photo-1.jpg",
    ]
    followed = government.connection.execute(
        "SELECT name, purpose, official, answers FROM document WHERE purpose <> '' ORDER BY name"
    ).fetchall()
    assert [tuple(row.values()) for row in followed] == [
        ("passport-1.pdf", "passport", "", ""),
        ("photo-1.jpg", "photo", "Fotografia", ""),
    ]
    exchange_jobs.run()
    Purge.objects.update(due_at=receipt.filed_at)
    jobs.run()
    assert Upload.objects.count() == 0
    assert len(own_copy.of(reloaded(application))) == len(own_copy.COPY)
