"""Judges signed bytes: do they hold, and is the signer the person who must sign (Act on foreigners, art. 106d)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.conf import settings
from django.utils import timezone

from applications.signing import names, xades
from applications.signing.certificates import SignatureKind, Signer, signer_of
from applications.signing.errors import (
    ApplicantOfAge,
    KindNotAccepted,
    RepresentativeNotOfAge,
    RepresentedSigned,
    SomebodyElse,
)
from procedures.dues import comes_of_age

OF_AN_APPLICANT = frozenset({SignatureKind.TRUSTED, SignatureKind.QUALIFIED})
OF_A_REPRESENTATIVE = frozenset(SignatureKind)  # of a minor or a ward: the personal signature too
OF_AGE = 18


class SignerProof(StrEnum):
    """What an accepted signature proves."""

    MATCHES = "matches"  # the PESEL of the certificate is the applicant's
    CONFIRM = "confirm"  # no PESEL to compare, but birth date, sex and names agree: the person confirms
    REPRESENTS = "represents"  # by a parent, guardian or curator: declared, for no certificate says whose they are
    UNPROVEN = "unproven"  # the certificate proves nobody: accepted with a declaration and a note to the office


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Who must sign, as the answers say it; what they don't say is empty."""

    pesel: str = field(default="", repr=False)
    surname: str = field(default="", repr=False)
    given_names: str = field(default="", repr=False)
    birth_date: date | None = field(default=None, repr=False)
    sex: str = field(default="", repr=False)  # M or F
    kinds: frozenset[SignatureKind] = OF_AN_APPLICANT
    is_represented: bool = False  # a parent, guardian or curator signs, and nobody else may
    came_of_age: bool = False  # was to be represented as a minor, and signs by now


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """An accepted signature."""

    outcome: SignerProof
    signer: Signer
    kind: SignatureKind
    signed_at: datetime


def judge(signed: bytes, *, document: bytes, expected: Expected) -> Judgement:
    """Raises a child of SignatureRefused when the signature does not hold or names somebody else."""
    signature, signer, kind = _read(signed, document, expected.kinds)
    outcome = _represents(signer, expected, signature.signed_at) if expected.is_represented else _own(signer, expected)
    return Judgement(outcome=outcome, signer=signer, kind=kind, signed_at=signature.signed_at)


def judge_anybody(signed: bytes, *, document: bytes, kinds: frozenset[SignatureKind]) -> Judgement:
    """For a third party (art. 106d(4)): any representative of the entity may sign, with any of these kinds."""
    signature, signer, kind = _read(signed, document, kinds)
    outcome = SignerProof.MATCHES if signer.pesel else SignerProof.UNPROVEN
    return Judgement(outcome=outcome, signer=signer, kind=kind, signed_at=signature.signed_at)


def _read(
    signed: bytes, document: bytes, kinds: frozenset[SignatureKind]
) -> tuple[xades.Signature, Signer, SignatureKind]:
    signature = xades.verify(signed, document=document, trust=settings.SIGNATURE_TRUST)
    signer = signer_of(signature.certificate)
    if signer.kind is None or signer.kind not in kinds:
        raise KindNotAccepted
    return signature, signer, signer.kind


def _represents(signer: Signer, expected: Expected, at: datetime) -> SignerProof:
    """Anybody of age but whom they represent: who is whose parent or guardian no certificate says, they declare it."""
    if _names_applicant(signer, expected):
        raise RepresentedSigned
    if signer.birth_date and of_age_on(signer.birth_date) > timezone.localdate(at):
        raise RepresentativeNotOfAge
    return SignerProof.REPRESENTS


def of_age_on(born: date) -> date:
    return comes_of_age(born, OF_AGE)


def _names_applicant(signer: Signer, expected: Expected) -> bool:
    if signer.pesel and expected.pesel:
        return signer.pesel == expected.pesel
    return bool(signer.name and expected.surname) and not _differences(signer, expected)


def _own(signer: Signer, expected: Expected) -> SignerProof:
    try:
        return _compare(signer, expected)
    except SomebodyElse as other:
        if expected.came_of_age:
            raise ApplicantOfAge from other
        raise


def _compare(signer: Signer, expected: Expected) -> SignerProof:
    if signer.pesel and expected.pesel:
        return _same_number(signer, expected)
    if differs := _differences(signer, expected):
        raise SomebodyElse(differs)
    proves = signer.birth_date and signer.sex and expected.birth_date and expected.sex and signer.name
    return SignerProof.CONFIRM if proves else SignerProof.UNPROVEN


def _same_number(signer: Signer, expected: Expected) -> SignerProof:
    """A PESEL is one person's: with it, names may have changed since the certificate was issued."""
    if signer.pesel != expected.pesel:
        raise SomebodyElse(("pesel",))
    return SignerProof.MATCHES


def _differences(signer: Signer, expected: Expected) -> tuple[str, ...]:
    """Everything both sides say and say differently."""
    compared = {
        "birth_date": not (signer.birth_date and expected.birth_date) or signer.birth_date == expected.birth_date,
        "sex": not (signer.sex and expected.sex) or signer.sex == expected.sex,
        **_names(signer, expected),
    }
    return tuple(key for key, agrees in compared.items() if not agrees)


def _names(signer: Signer, expected: Expected) -> dict[str, bool]:
    surname, given_names = signer.surname, signer.given_names
    if _is_one_name(signer, expected):
        return {}
    if not surname and signer.common_name:
        return {"surname": not expected.surname or names.contains(signer.common_name, expected.surname)}
    return {
        "surname": not (surname and expected.surname) or names.agree(surname, expected.surname),
        "given_names": not (given_names and expected.given_names)
        or names.shares_given_names(given_names, expected.given_names),
    }


def _is_one_name(signer: Signer, expected: Expected) -> bool:
    """Whoever has one name only finds it in either box of a certificate, and a placeholder in the other."""
    parts = (signer.surname, signer.given_names, expected.surname, expected.given_names)
    if not any(map(names.is_placeholder, parts)):
        return False
    return names.agree(
        names.whole(signer.surname, signer.given_names), names.whole(expected.surname, expected.given_names)
    )
