"""From a complete draft to one receipt, with everything that may come between."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from lxml import etree

from applications.drafting import lifecycle
from applications.drafting.errors import Incomplete, NotFileable, NotPossible
from applications.drafting.models import Application
from applications.drafting.states import ApplicationState
from applications.exchange.portal import outbox
from applications.exchange.portal.errors import WouldBeRefused
from applications.exchange.portal.models import OutboxMessage, Part
from applications.exchange.protocol import parts
from applications.filing import gathering, instruction, jobs, note, preparing, signer, submissions
from applications.filing.errors import (
    AlreadyFiled,
    AnswersWouldBeRefused,
    InstructionNotConfirmed,
    NoAuthority,
    NotPrepared,
)
from applications.filing.models import Submission
from applications.filing.states import SubmissionState
from applications.receipts import own_copy, seal, upo
from applications.receipts.models import Receipt
from applications.signing import judge, redirects
from applications.signing.errors import AlreadySpent, OtherDocument, ReturnRefused, SomebodyElse
from applications.signing.judge import Judgement, SignerProof
from applications.uploads import intake
from audit.models import Event
from notices import mail
from notices.models import Mail
from procedures import authorities, catalogue
from procedures.authorities import Decider
from procedures.language.schema import NONE, Procedure
from tests.acting import own
from tests.applications.filing.conftest import answer, reloaded
from tests.applications.signing.signature_double import Double
from tests.applications.uploads.files_to_upload import photo

pytestmark = pytest.mark.django_db(transaction=True)
type Sign = Callable[..., bytes]
RETURN = "http://portal.test/pl/filing/return/"


def prepared(application: Application) -> Submission:
    instruction.confirm(application, language="uk", acting=own(application))
    return preparing.prepare(application, acting=own(application))


def judgement_of(submission: Submission, signed: bytes) -> Judgement:
    document = own_copy.read(submission, own_copy.UNSIGNED)
    return judge.judge(signed, document=document, expected=judge.Expected(pesel="92030512343"))


def signed_by(submission: Submission, sign: Sign, person: str = "olena") -> bytes:
    return sign(own_copy.read(submission, own_copy.UNSIGNED), person)


def test_prepare_freezes_and_stores_what_is_filed(application: Application) -> None:
    submission = prepared(application)
    assert reloaded(application).state == ApplicationState.SIGNING
    assert (submission.state, submission.language) == (SubmissionState.PREPARED, "uk")
    parts = Part.objects.filter(message_id=submission.pk).values_list("kind", "name").order_by("name")
    assert list(parts) == [("submission", "application.pdf"), ("submission", "payload.json")]
    root = etree.fromstring(own_copy.read(submission, own_copy.UNSIGNED))
    assert (root.get("id"), root.get("wiadomosc")) == (str(application.pk), str(submission.pk))
    files = json.loads(own_copy.read(submission, own_copy.FILES))
    assert [each["name"] for each in files] == ["application.pdf", "payload.json"]
    data = root.find("{*}dane")
    assert data is not None
    assert data.get("sha256") == files[1]["sha256"] == submission.payload_sha256
    assert OutboxMessage.objects.count() == 0


def test_prepare_again_gives_the_same_submission_until_something_changes(application: Application) -> None:
    first = prepared(application)
    assert prepared(reloaded(application)) == first
    answer(application, surname="Kowalenko")
    assert reloaded(application).state == ApplicationState.DRAFT
    second = prepared(reloaded(application))
    assert second != first
    states = {submission.pk: submission.state for submission in Submission.objects.all()}
    assert states == {first.pk: SubmissionState.DISCARDED, second.pk: SubmissionState.PREPARED}
    assert set(Part.objects.values_list("message_id", flat=True)) == {second.pk}
    assert list(own_copy.files(first)) == []


def test_prepare_takes_a_file_that_was_accepted_since(application: Application) -> None:
    upload = intake.receive(
        subject=application.pk, purpose="photo", name="a.jpg", content=photo(), key=application.draft_key
    )
    first = prepared(application)
    intake.check(upload)
    second = prepared(reloaded(application))
    assert {each.pk: each.uploads for each in Submission.objects.live()} == {second.pk: [upload.pk]}
    assert Submission.objects.get(pk=first.pk).state == SubmissionState.DISCARDED


@pytest.mark.parametrize("is_frozen_again", [False, True])
def test_prepare_makes_nothing_of_answers_that_change_meanwhile(
    application: Application, monkeypatch: pytest.MonkeyPatch, is_frozen_again: bool
) -> None:
    """Another tab saves a step, and perhaps goes to sign, while XML and PDF are made."""
    gather = gathering.gather

    def edited_meanwhile(*arguments: Any, **named: Any) -> gathering.Package:
        made = gather(*arguments, **named)
        answer(application, surname="Kowalenko")
        if is_frozen_again:
            lifecycle.freeze(application, acting=own(application))
        return made

    with monkeypatch.context() as patch:
        patch.setattr(gathering, "gather", edited_meanwhile)
        with pytest.raises(NotPrepared):
            prepared(application)
    assert Submission.objects.count() == 0
    assert b"Kowalenko" in own_copy.read(prepared(reloaded(application)), own_copy.UNSIGNED)


def test_prepare_says_that_the_register_would_refuse(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_part: object, **_form: object) -> None:
        raise WouldBeRefused("submission payload.json")

    monkeypatch.setattr(outbox, "store_part", refused)
    with pytest.raises(AnswersWouldBeRefused):
        prepared(application)
    assert Submission.objects.count() == 0
    answer(application, surname="Kowalenko")  # it stays open to be changed
    assert reloaded(application).state == ApplicationState.DRAFT


def test_what_hinders_is_told_before_anything_is_confirmed(
    application: Application, procedure: Procedure, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert preparing.hindrance(application) is None
    lifecycle.discard(application, acting=own(application))
    gone = preparing.hindrance(reloaded(application))
    assert isinstance(gone, NotPossible)
    assert (gone.state, gone.wanted) == (ApplicationState.EXPIRED, ApplicationState.SIGNING)
    elsewhere = replace(procedure, channel="office")
    monkeypatch.setattr(catalogue, "_procedures", lambda: {"small": elsewhere})
    assert type(preparing.hindrance(application)) is NotFileable
    with pytest.raises(NotFileable):
        prepared(application)


def test_of_an_erased_application_nothing_is_signed_or_filed(application: Application) -> None:
    lifecycle.expire(application)
    for read in (signer.expected, signer.name, gathering.revision):
        with pytest.raises(NotPrepared):
            read(reloaded(application))


def test_prepare_wants_the_instruction_the_answers_and_the_authority(application: Application) -> None:
    with pytest.raises(InstructionNotConfirmed):
        preparing.prepare(application, acting=own(application))
    answer(application, stay=None)
    with pytest.raises(NoAuthority):
        prepared(reloaded(application))
    answer(application, stay="14", surname=None)
    with pytest.raises(Incomplete):
        prepared(reloaded(application))
    assert Submission.objects.count() == 0


def test_prepare_does_not_take_an_older_text_of_the_instruction(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    instruction.confirm(application, language="pl", acting=own(application))
    known = catalogue.procedure("small")
    newer = replace(known, instruction_version=date(2099, 1, 1))
    monkeypatch.setattr(catalogue, "_procedures", lambda: {"small": newer})
    with pytest.raises(InstructionNotConfirmed):
        preparing.prepare(application, acting=own(application))


@pytest.mark.parametrize(("language", "changed"), [("pl", "official"), ("en", "text")])
def test_prepare_does_not_take_other_words_under_the_same_version(
    application: Application, monkeypatch: pytest.MonkeyPatch, language: str, changed: str
) -> None:
    instruction.confirm(application, language=language, acting=own(application))
    known = catalogue.procedure("small")
    first, *others = known.instruction
    said: dict[str, Any] = {changed: "Inaczej."}
    reworded = replace(known, instruction=(replace(first, **said), *others))
    monkeypatch.setattr(catalogue, "_procedures", lambda: {"small": reworded})
    with pytest.raises(InstructionNotConfirmed):
        preparing.prepare(application, acting=own(application))


def test_a_return_with_a_valid_signature_files_at_once(application: Application, double: Double) -> None:
    submission = prepared(application)
    url = submissions.start_signature(submission, return_url=RETURN).url
    receipt = submissions.returned(**double.sign(url, "olena"))
    application = reloaded(application)
    assert (application.state, application.filed_at) == (ApplicationState.FILED, receipt.filed_at)
    (message,) = OutboxMessage.objects.all()
    assert (message.pk, message.kind, message.case_id) == (submission.pk, "submission", application.pk)
    names = Part.objects.filter(message_id=message.pk).values_list("name", flat=True)
    assert sorted(names) == ["application.pdf", "application.xml", "payload.json"]
    assert Mail.objects.filter(template="filed", language="uk").count() == 1
    events = list(Event.objects.filter(subject=application.pk).values_list("event", flat=True))
    assert events[-4:] == [
        "application-signature-accepted",
        "application-moved",
        "application-moved",
        "application-filed",
    ]


def test_the_receipt_confirms_the_signed_xml(application: Application, sign: Sign) -> None:
    submission = prepared(application)
    receipt = submissions.accept(submission, signed_by(submission, sign), acting=own(submission.application))
    copy = own_copy.of(application)
    assert set(copy) == set(own_copy.COPY)
    confirmation = upo.read(seal.opened(copy[own_copy.RECEIPT]))
    assert confirmation.number == receipt.number
    assert confirmation.filed_at.isoformat(timespec="milliseconds") in copy[own_copy.RECEIPT].decode()
    assert abs((confirmation.filed_at - receipt.filed_at).total_seconds()) < 0.001
    assert confirmation.digest == receipt.signed_sha256 == hashlib.sha256(copy[own_copy.SIGNED]).hexdigest()
    assert sorted(confirmation.parts) == ["application.pdf", "application.xml", "payload.json"]
    assert confirmation.verification_url.endswith(f"/uk/receipts/{receipt.code}/")
    assert copy[own_copy.RECEIPT_PDF][:5] == copy[own_copy.APPLICATION_PDF][:5] == b"%PDF-"
    assert own_copy.of(application) == copy


@pytest.mark.parametrize(
    ("pesel", "outcome", "told"),
    [
        ("92030512343", SignerProof.MATCHES, None),
        ("92030512343", SignerProof.UNPROVEN, {"outcome": "unproven", "declaration": note.DECLARATION}),
        (NONE, SignerProof.CONFIRM, {"outcome": "confirm", "declaration": note.DECLARATION}),
        (NONE, SignerProof.UNPROVEN, {"outcome": "unproven", "declaration": note.DECLARATION}),
    ],
)
def test_the_office_is_told_when_the_signature_does_not_prove_who_signed(
    application: Application, sign: Sign, pesel: object, outcome: SignerProof, told: dict[str, str | None] | None
) -> None:
    answer(application, pesel=pesel)
    submission = prepared(reloaded(application))
    signed = signed_by(submission, sign)
    submissions.keep_signed(
        submission,
        signed,
        replace(judgement_of(submission, signed), outcome=outcome),
        acting=own(submission.application),
    )
    submission.refresh_from_db()
    content = note.of(submission)
    assert (json.loads(content) if content else None) == told
    submissions.file(submission, acting=own(submission.application))
    names = Part.objects.filter(message_id=submission.pk).values_list("name", flat=True)
    assert (parts.NOTE in names) == (told is not None)


def test_a_return_that_comes_twice_files_once(application: Application, double: Double) -> None:
    submission = prepared(application)
    back = double.sign(submissions.start_signature(submission, return_url=RETURN).url, "olena")
    assert submissions.returned(**back) == submissions.returned(**back)
    assert (Receipt.objects.count(), OutboxMessage.objects.count(), Mail.objects.filter(template="filed").count()) == (
        1,
        1,
        1,
    )


def test_two_ways_to_the_signature_file_once(application: Application, double: Double) -> None:
    """Two tabs went to sign the same document; whatever comes back to the second, it is filed."""
    submission = prepared(application)
    ways = [submissions.start_signature(submission, return_url=RETURN).url for _tab in range(2)]
    first, second = (submissions.returned(**double.sign(*back)) for back in zip(ways, ("olena", "ahmed"), strict=True))
    assert first == second == Receipt.objects.get()
    assert OutboxMessage.objects.count() == 1
    assert not Event.objects.filter(event="application-signature-refused").exists()


def test_a_return_to_a_deleted_draft_is_refused(application: Application, double: Double) -> None:
    submission = prepared(application)
    back = double.sign(submissions.start_signature(submission, return_url=RETURN).url, "olena")
    lifecycle.discard(application, acting=own(application))
    with pytest.raises(ReturnRefused):
        submissions.returned(**back)
    assert (reloaded(application).state, Receipt.objects.count()) == (ApplicationState.EXPIRED, 0)


def test_a_second_signature_changes_nothing(application: Application, sign: Sign) -> None:
    submission = prepared(application)
    first, second = signed_by(submission, sign), signed_by(submission, sign, "olena-qualified")
    submissions.keep_signed(submission, first, judgement_of(submission, first), acting=own(application))
    before = Submission.objects.values().get(), Event.objects.count()
    submissions.keep_signed(submission, second, judgement_of(submission, second), acting=own(application))
    assert (Submission.objects.values().get(), Event.objects.count()) == before
    assert own_copy.read(submission, own_copy.SIGNED) == first


def test_what_is_not_signed_is_not_filed(application: Application) -> None:
    submission = prepared(application)
    with pytest.raises(NotPrepared):
        submissions.file(submission, acting=own(application))
    assert (reloaded(application).state, Receipt.objects.count()) == (ApplicationState.SIGNING, 0)


def test_filed_by_the_clock_and_by_the_person_at_once_is_one_filing(
    application: Application, sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = prepared(application)
    signed = signed_by(submission, sign)
    submissions.keep_signed(submission, signed, judgement_of(submission, signed), acting=own(application))
    told = note.of

    def filed_meanwhile(each: Submission) -> bytes | None:
        monkeypatch.setattr(note, "of", told)
        submissions.file(submission, acting=None)
        return told(each)

    monkeypatch.setattr(note, "of", filed_meanwhile)
    assert submissions.file(submission, acting=own(application)) == Receipt.objects.get()
    assert OutboxMessage.objects.count() == 1
    assert Event.objects.filter(event="application-filed").count() == 1


def test_no_receipt_confirms_other_bytes_than_those_that_were_judged(application: Application, sign: Sign) -> None:
    submission = prepared(application)
    signed = signed_by(submission, sign)
    submissions.keep_signed(submission, signed, judgement_of(submission, signed), acting=own(application))
    own_copy.keep(submission, own_copy.SIGNED, signed_by(submission, sign, "olena-qualified"))
    with pytest.raises(NotPrepared):
        submissions.file(submission, acting=own(application))
    assert (Receipt.objects.count(), OutboxMessage.objects.count()) == (0, 0)
    assert reloaded(application).state == ApplicationState.SIGNED


def test_an_uploaded_signed_file_files_once_whatever_comes_after(application: Application, sign: Sign) -> None:
    submission = prepared(application)
    first = submissions.accept(
        submission, signed_by(submission, sign, "olena-qualified"), acting=own(submission.application)
    )
    again = submissions.accept(
        Submission.objects.get(), signed_by_other(submission, sign), acting=own(submission.application)
    )
    assert first == again
    with pytest.raises(AlreadyFiled):
        prepared(reloaded(application))


def signed_by_other(submission: Submission, sign: Sign) -> bytes:
    return sign(b"<other/>", "ahmed")


@pytest.mark.parametrize(("person", "reason"), [("ahmed", SomebodyElse), ("jan", SomebodyElse)])
def test_somebody_else_s_signature_files_nothing_and_leaves_the_application_editable(
    application: Application, double: Double, person: str, reason: type[Exception]
) -> None:
    submission = prepared(application)
    back = double.sign(submissions.start_signature(submission, return_url=RETURN).url, person)
    with pytest.raises(reason):
        submissions.returned(**back)
    assert (Receipt.objects.count(), OutboxMessage.objects.count()) == (0, 0)
    assert Event.objects.filter(event="application-signature-refused").get().facts == {
        "message": str(submission.pk),
        "reason": "SomebodyElse",
    }
    assert reloaded(application).state == ApplicationState.SIGNING
    answer(application, surname="Kowalenko")
    assert reloaded(application).state == ApplicationState.DRAFT


def test_another_document_is_refused(application: Application, sign: Sign) -> None:
    submission = prepared(application)
    changed = own_copy.read(submission, own_copy.UNSIGNED).replace(b"Kovalenko", b"Kowalenko")
    with pytest.raises(OtherDocument):
        submissions.accept(submission, sign(changed), acting=own(submission.application))
    assert reloaded(application).state == ApplicationState.SIGNING


def test_a_signature_over_answers_that_changed_since_counts_for_nothing(
    application: Application, double: Double
) -> None:
    submission = prepared(application)
    back = double.sign(submissions.start_signature(submission, return_url=RETURN).url, "olena")
    answer(application, surname="Kowalenko")
    with pytest.raises(NotPrepared):
        submissions.returned(**back)
    assert (reloaded(application).state, Receipt.objects.count()) == (ApplicationState.DRAFT, 0)


def test_a_return_of_a_discarded_submission_is_refused(application: Application, double: Double) -> None:
    submission = prepared(application)
    back = double.sign(submissions.start_signature(submission, return_url=RETURN).url, "olena")
    answer(application, surname="Kowalenko")
    prepared(reloaded(application))
    with pytest.raises(ReturnRefused):
        submissions.returned(**back)


def test_killed_after_the_signed_bytes_were_kept_the_job_files(application: Application, sign: Sign) -> None:
    submission = prepared(application)
    signed = signed_by(submission, sign)
    submissions.keep_signed(submission, signed, judgement_of(submission, signed), acting=own(submission.application))
    assert reloaded(application).state == ApplicationState.SIGNED
    assert jobs.due() is False
    Submission.objects.update(due_at=submission.prepared_at)
    assert jobs.due() is True
    jobs.run()
    jobs.run()
    assert (reloaded(application).state, Receipt.objects.count(), OutboxMessage.objects.count()) == (
        ApplicationState.FILED,
        1,
        1,
    )
    assert jobs.due() is False


def test_killed_after_collecting_the_same_return_files(application: Application, double: Double) -> None:
    submission = prepared(application)
    back = double.sign(submissions.start_signature(submission, return_url=RETURN).url, "olena")
    redirects.collect(**back, purpose=submissions.PURPOSE)
    double.command(fail=1)
    submissions.returned(**back)
    assert reloaded(application).state == ApplicationState.FILED


def test_killed_between_keeping_and_filing_the_same_return_files(application: Application, double: Double) -> None:
    submission = prepared(application)
    back = double.sign(submissions.start_signature(submission, return_url=RETURN).url, "olena")
    collected = redirects.collect(**back, purpose=submissions.PURPOSE)
    judgement = judgement_of(submission, collected.signed)
    submissions.keep_signed(
        submission, collected.signed, judgement, request=collected.request, acting=own(submission.application)
    )
    with pytest.raises(AlreadySpent):
        redirects.collect(**back, purpose=submissions.PURPOSE)
    receipt = submissions.returned(**back)
    assert Receipt.objects.get() == receipt


def test_signed_and_then_edited_before_it_was_filed_the_job_discards_it(application: Application, sign: Sign) -> None:
    submission = prepared(application)
    signed = signed_by(submission, sign)
    submissions.keep_signed(submission, signed, judgement_of(submission, signed), acting=own(submission.application))
    answer(application, surname="Kowalenko")
    Submission.objects.update(due_at=submission.prepared_at)
    jobs.run()
    assert (reloaded(application).state, Submission.objects.get().state) == (
        ApplicationState.DRAFT,
        SubmissionState.DISCARDED,
    )
    assert (Receipt.objects.count(), OutboxMessage.objects.count()) == (0, 0)


def test_a_filing_that_fails_at_its_end_leaves_nothing_behind(
    application: Application, sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = prepared(application)
    signed = signed_by(submission, sign)
    submissions.keep_signed(submission, signed, judgement_of(submission, signed), acting=own(submission.application))
    events = Event.objects.count()

    def broken(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(mail, "queue", broken)
        with pytest.raises(ZeroDivisionError):
            submissions.file(submission, acting=own(submission.application))
    assert (Receipt.objects.count(), OutboxMessage.objects.count(), Event.objects.count()) == (0, 0, events)
    assert (reloaded(application).state, Submission.objects.get().state) == (
        ApplicationState.SIGNED,
        SubmissionState.SIGNED,
    )
    assert submissions.file(submission, acting=own(submission.application)) == Receipt.objects.get()


def test_the_checker_of_an_unfinished_filing_catches_a_planted_one(application: Application, sign: Sign) -> None:
    """The negative control of the test above: without the transaction an outbox row does stay behind."""
    submission = prepared(application)
    signed = signed_by(submission, sign)
    submissions.keep_signed(submission, signed, judgement_of(submission, signed), acting=own(submission.application))
    outbox.store_part(submission.pk, kind="submission", name=own_copy.SIGNED, content=signed)
    with transaction.atomic():
        outbox.add(message_id=submission.pk, kind="submission", case_id=application.pk)
    assert OutboxMessage.objects.count() == 1


def test_one_receipt_of_an_application_is_kept_by_the_database(application: Application, sign: Sign) -> None:
    submission = prepared(application)
    receipt = submissions.accept(submission, signed_by(submission, sign), acting=own(submission.application))
    second = Receipt(**{**values(receipt), "number": "UPO-other", "code": "other", "message_id": uuid4()})
    with pytest.raises(Exception, match="unique"), transaction.atomic():
        second.save(force_insert=True)


def values(receipt: Receipt) -> dict[str, object]:
    return {field.attname: getattr(receipt, field.attname) for field in Receipt._meta.concrete_fields}


def test_nothing_missing_but_payment_photo_and_scans_blocks_a_filing(application: Application, sign: Sign) -> None:
    documents = catalogue.procedure(application.procedure).documents
    assert [each.required for each in documents] == [True, True]
    submission = prepared(application)
    submissions.accept(submission, signed_by(submission, sign), acting=own(submission.application))
    assert reloaded(application).state == ApplicationState.FILED


def test_a_filed_application_is_not_thawed(application: Application, sign: Sign) -> None:
    submission = prepared(application)
    submissions.accept(submission, signed_by(submission, sign), acting=own(submission.application))
    with pytest.raises(NotPossible):
        lifecycle.thaw(reloaded(application), acting=own(application))
    with pytest.raises(AlreadyFiled):
        preparing.discard(submission)


def test_filing_keeps_personal_data_out_of_plain_columns(application: Application, sign: Sign) -> None:
    with CaptureQueriesContext(connection) as queries:
        submission = prepared(application)
        submissions.accept(submission, signed_by(submission, sign), acting=own(submission.application))
    written = "\n".join(query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE")))
    assert str(UUID(str(submission.pk))) in written
    assert [secret for secret in ("Kovalenko", "92030512343", "olena@example.test") if secret in written] == []


def test_what_is_signed_names_the_office_of_the_day(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule may hold for three days only (art. 168(4a)); what was made to be signed before counts no longer."""
    first = prepared(application)
    rule = replace(catalogue.procedure("small").authorities[0], key="another")
    monkeypatch.setattr(authorities, "of", lambda *given, **named: Decider(rule=rule, teryt="12"))
    second = prepared(reloaded(application))
    assert second.pk != first.pk
    document = own_copy.read(second, own_copy.UNSIGNED).decode()
    assert '<organ teryt="12">Wojewoda Małopolski</organ>' in document
    assert reloaded(application).teryt == "12"
