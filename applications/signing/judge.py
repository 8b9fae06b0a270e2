"""Judges signed bytes: do they hold, and is the signer the person who must sign (Act on foreigners, art. 106d)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.conf import settings

from applications.signing import names, xades
from applications.signing.certificates import SignatureKind, Signer, signer_of
from applications.signing.errors import KindNotAccepted, SomebodyElse

OF_AN_APPLICANT = frozenset({SignatureKind.TRUSTED, SignatureKind.QUALIFIED})


class SignerProof(StrEnum):
    """What an accepted signature proves."""

    MATCHES = "matches"  # the PESEL of the certificate is the applicant's
    CONFIRM = "confirm"  # no PESEL to compare, but birth date, sex and names agree: the person confirms
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
    return Judgement(outcome=_compare(signer, expected), signer=signer, kind=kind, signed_at=signature.signed_at)


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
