"""The codes of problems are words of the public API: they do not change with the names of classes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.acting import NotEntitled
from config import problems, urls

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ("applications", "content", "payments", "procedures", "site")
# Logs, the officers' board and an editor's history name an error for who looks into it; the last is a schema's name
NAMING_CLASSES = {
    "applications/exchange/connector/backends.py",
    "applications/exchange/connector/client.py",
    "applications/exchange/connector/fetcher.py",
    "applications/exchange/connector/importer.py",
    "applications/exchange/connector/reports.py",
    "applications/exchange/portal/peer.py",
    "applications/uploads/scanner.py",
    "applications/wording/machine.py",
    "content/everywhere.py",
    "content/publishing.py",
    "site/config/management/commands/clock.py",
    "site/freshness/hearing.py",
    "site/jobs/attempts.py",
    "site/notices/jobs.py",
    "site/paging/keyset.py",  # the name of a page in the description of the API
}
CODES = {
    "accounts.acting.NotEntitled": "NotEntitled",
    "applications.annexes.errors.AlreadyAsked": "AlreadyAsked",
    "applications.annexes.errors.AlreadySigned": "AlreadySigned",
    "applications.annexes.errors.AnnexCannotMove": "AnnexCannotMove",
    "applications.annexes.errors.AnnexError": "AnnexError",
    "applications.annexes.errors.AskedEnough": "AskedEnough",
    "applications.annexes.errors.ChangedMeanwhile": "ChangedMeanwhile",
    "applications.annexes.errors.LinkEnded": "LinkEnded",
    "applications.annexes.errors.MaybeTheSamePerson": "MaybeTheSamePerson",
    "applications.annexes.errors.NoSuchAnnex": "NoSuchAnnex",
    "applications.annexes.errors.NobodySigns": "NobodySigns",
    "applications.annexes.errors.NotComplete": "NotComplete",
    "applications.annexes.errors.NotReady": "NotReady",
    "applications.annexes.errors.NotSignedYet": "NotSignedYet",
    "applications.annexes.errors.SignedByThemAlready": "SignedByThemAlready",
    "applications.annexes.errors.TooManyLinks": "TooManyLinks",
    "applications.annexes.errors.TooManySigners": "TooManySigners",
    "applications.annexes.errors.UnknownLink": "UnknownLink",
    "applications.answers.errors.AnswersError": "AnswersError",
    "applications.answers.errors.NoSuchStep": "NoSuchStep",
    "applications.answers.sheets.Stale": "Stale",
    "applications.cases.errors.CaseError": "CaseError",
    "applications.cases.errors.NotWaitedFor": "NotWaitedFor",
    "applications.cases.errors.Unexplained": "Unexplained",
    "applications.correspondence.errors.CorrespondenceError": "CorrespondenceError",
    "applications.correspondence.errors.ThreadClosed": "ThreadClosed",
    "applications.drafting.errors.DraftExists": "DraftExists",
    "applications.drafting.errors.DraftingError": "DraftingError",
    "applications.drafting.errors.Incomplete": "Incomplete",
    "applications.drafting.errors.InvalidAnswers": "InvalidAnswers",
    "applications.drafting.errors.KeyReused": "KeyReused",
    "applications.drafting.errors.NoLabel": "NoLabel",
    "applications.drafting.errors.NoRevision": "NoRevision",
    "applications.drafting.errors.FormOutdated": "FormOutdated",
    "applications.drafting.errors.FormProvisional": "FormProvisional",
    "applications.drafting.errors.NoNewerVersion": "NoNewerVersion",
    "applications.drafting.errors.NotCarried": "NotCarried",
    "applications.drafting.errors.NotClaimable": "NotClaimable",
    "applications.drafting.errors.NotFileable": "NotFileable",
    "applications.drafting.errors.ProcedureClosed": "ProcedureClosed",
    "applications.drafting.errors.NotPossible": "NotPossible",
    "applications.drafting.errors.UnknownPurpose": "UnknownPurpose",
    "applications.filing.errors.AlreadyFiled": "AlreadyFiled",
    "applications.filing.errors.AnnexesNotReady": "AnnexesNotReady",
    "applications.filing.errors.AnswersWouldBeRefused": "AnswersWouldBeRefused",
    "applications.filing.errors.FilesBeingChecked": "FilesBeingChecked",
    "applications.filing.errors.FilingError": "FilingError",
    "applications.filing.errors.InstructionNotConfirmed": "InstructionNotConfirmed",
    "applications.filing.errors.NoAuthority": "NoAuthority",
    "applications.filing.errors.NotPrepared": "NotPrepared",
    "applications.filing.errors.OwnAnnexesIncomplete": "OwnAnnexesIncomplete",
    "applications.filing.errors.SubmissionCannotMove": "SubmissionCannotMove",
    "applications.finding.errors.FindingError": "FindingError",
    "applications.finding.errors.KeptEnough": "KeptEnough",
    "applications.finding.errors.NotAtTheEnd": "NotAtTheEnd",
    "applications.receipts.errors.CopyErased": "CopyErased",
    "applications.receipts.errors.NotFiled": "NotFiled",
    "applications.receipts.errors.ReceiptError": "ReceiptError",
    "applications.retention.errors.OldConsent": "OldConsent",
    "applications.retention.errors.RetentionError": "RetentionError",
    "applications.signing.errors.AlreadySpent": "AlreadySpent",
    "applications.signing.errors.ApplicantOfAge": "ApplicantOfAge",
    "applications.signing.errors.BrokenSignature": "BrokenSignature",
    "applications.signing.errors.CertificateNotValid": "CertificateNotValid",
    "applications.signing.errors.FileTooLarge": "FileTooLarge",
    "applications.signing.errors.KindNotAccepted": "KindNotAccepted",
    "applications.signing.errors.NotOneSignature": "NotOneSignature",
    "applications.signing.errors.NotSigned": "NotSigned",
    "applications.signing.errors.OtherDocument": "OtherDocument",
    "applications.signing.errors.RepresentativeNotOfAge": "RepresentativeNotOfAge",
    "applications.signing.errors.RepresentedSigned": "RepresentedSigned",
    "applications.signing.errors.ReturnRefused": "ReturnRefused",
    "applications.signing.errors.ServiceUnavailable": "ServiceUnavailable",
    "applications.signing.errors.SignatureRefused": "SignatureRefused",
    "applications.signing.errors.SigningCancelled": "SigningCancelled",
    "applications.signing.errors.SomebodyElse": "SomebodyElse",
    "applications.signing.errors.UntrustedCertificate": "UntrustedCertificate",
    "applications.uploads.errors.FileRefused": "FileRefused",
    "applications.uploads.errors.NotAccepted": "NotAccepted",
    "applications.handover.errors.AnotherAddress": "AnotherAddress",
    "applications.handover.errors.BeingFiled": "BeingFiled",
    "applications.handover.errors.BirthdayUnknown": "BirthdayUnknown",
    "applications.handover.errors.BornDiffers": "BornDiffers",
    "applications.handover.errors.HandOverCannotMove": "HandOverCannotMove",
    "applications.handover.errors.HandOverEnded": "HandOverEnded",
    "applications.handover.errors.HandOverError": "HandOverError",
    "applications.handover.errors.HandOverIsOpen": "HandOverIsOpen",
    "applications.handover.errors.NobodyToHandTo": "NobodyToHandTo",
    "applications.handover.errors.NotOfAgeYet": "NotOfAgeYet",
    "applications.handover.errors.NothingToHandOver": "NothingToHandOver",
    "applications.handover.errors.OwnAddress": "OwnAddress",
    "applications.handover.errors.ReceiverHasDraft": "ReceiverHasDraft",
    "applications.handover.errors.TooManyHandOvers": "TooManyHandOvers",
    "applications.handover.errors.UnknownHandOver": "UnknownHandOver",
    "applications.wording.errors.AskedAlready": "AskedAlready",
    "applications.wording.errors.MachineOff": "MachineOff",
    "applications.wording.errors.MachineUnavailable": "MachineUnavailable",
    "applications.wording.errors.NothingToWrite": "NothingToWrite",
    "applications.wording.errors.OwnWordsChanged": "OwnWordsChanged",
    "applications.wording.errors.PolishRefused": "PolishRefused",
    "applications.wording.errors.TextsChanged": "TextsChanged",
    "applications.wording.errors.TooManyWordingLinks": "TooManyWordingLinks",
    "applications.wording.errors.UnknownWordingLink": "UnknownWordingLink",
    "applications.wording.errors.WordingCannotMove": "WordingCannotMove",
    "applications.wording.errors.WordingError": "WordingError",
    "applications.wording.errors.WordingLinkEnded": "WordingLinkEnded",
    "payments.errors.AlreadyPaid": "AlreadyPaid",
    "payments.errors.ApplicationClosed": "ApplicationClosed",
    "payments.errors.NotDecided": "NotDecided",
    "payments.errors.NotOwed": "NotOwed",
    "payments.errors.BeingConfirmed": "BeingConfirmed",
    "payments.errors.BeingLookedInto": "BeingLookedInto",
    "payments.errors.NotOnline": "NotOnline",
    "payments.errors.NotPayable": "NotPayable",
    "payments.errors.NothingIsIssued": "NothingIsIssued",
    "payments.errors.ServiceDown": "ServiceDown",
    "payments.errors.ServiceRefused": "ServiceRefused",
    "payments.errors.SessionCannotMove": "SessionCannotMove",
    "payments.errors.Superseded": "Superseded",
    "payments.errors.TooLittle": "TooLittle",
}


def kinds(roots: list[type[Exception]]) -> Iterator[type[Exception]]:
    """With all that is more special, of the product."""
    for kind in roots:
        if not kind.__module__.startswith("tests."):
            yield kind
            yield from kinds(kind.__subclasses__())


def test_every_problem_declares_its_own_code() -> None:
    assert urls.urlpatterns  # with the addresses, every room is loaded
    declared = {f"{kind.__module__}.{kind.__name__}": vars(kind).get("code") for kind in kinds(list(problems.STATUS))}
    assert declared == CODES
    assert len(set(CODES.values())) == len(CODES)


def test_the_answer_says_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NotEntitled, "code", "Planted")
    answer = problems.handle(NotEntitled(), {})
    assert answer is not None
    assert (answer.status_code, answer.data["code"]) == (403, "Planted")


def names_classes(source: str) -> bool:
    found = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute))
    return any(node.attr in {"__name__", "__qualname__"} for node in found)


def test_no_other_word_is_made_from_the_name_of_a_class() -> None:
    paths = [path for floor in HOUSE for path in (ROOT / floor).rglob("*.py")]
    found = {str(path.relative_to(ROOT)) for path in paths if names_classes(path.read_text())}
    assert found == NAMING_CLASSES
