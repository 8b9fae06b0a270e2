"""What a signer's certificate says: names, PESEL, kind of signature."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cryptography import x509
from cryptography.x509.oid import NameOID, ObjectIdentifier
from stdnum.exceptions import ValidationError
from stdnum.pl import pesel as pesel_number


class SignatureKind(StrEnum):
    """The kinds of signature the Act on foreigners names (art. 106d)."""

    TRUSTED = "trusted"
    QUALIFIED = "qualified"
    PERSONAL = "personal"


# Trusted and personal signatures have no public policy number: these are the test authority's
POLICIES = {
    "2.999.1.1": SignatureKind.TRUSTED,
    "2.999.1.2": SignatureKind.PERSONAL,
    "0.4.0.194112.1.0": SignatureKind.QUALIFIED,  # QCP-n, ETSI EN 319 411-2
    "0.4.0.194112.1.2": SignatureKind.QUALIFIED,  # QCP-n-qscd
}
TAX_NUMBER = re.compile(r"VATPL-(\d{10})")  # the same standard: what identifies a legal person, here by NIP
NATURAL_PERSON = re.compile(r"PNOPL-(\d{11})")  # ETSI EN 319 412-1: national number of a natural person
NUMBERED = re.compile(r"((?:PNO|IDC|PAS|TIN)[A-Z]{2})-\S+")  # the same: a natural person, by a number of some register


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who the certificate names; what it does not say is empty."""

    surname: str = field(repr=False)
    given_names: str = field(repr=False)
    common_name: str = field(repr=False)
    pesel: str = field(repr=False)
    organisation: str = field(repr=False)
    tax_number: str = field(default="", repr=False)  # NIP of the organisation
    number: str = field(default="", repr=False)  # of the person, whatever it is: a PESEL, a passport, the issuer's own
    kind: SignatureKind | None

    @property
    def name(self) -> str:
        return f"{self.given_names} {self.surname}".strip() or self.common_name

    @property
    def register(self) -> str:
        """Whose numbers `number` is one of (PNOPL: the PESEL register); empty where it is the issuer's own."""
        match = NUMBERED.fullmatch(self.number)
        return match[1] if match else ""

    @property
    def birth_date(self) -> date | None:
        return pesel_number.get_birth_date(self.pesel) if self.pesel else None

    @property
    def sex(self) -> str:
        return pesel_number.get_gender(self.pesel) if self.pesel else ""


def signer_of(certificate: x509.Certificate) -> Signer:
    serial = _subject(certificate, NameOID.SERIAL_NUMBER)
    return Signer(
        surname=_subject(certificate, NameOID.SURNAME),
        given_names=_subject(certificate, NameOID.GIVEN_NAME),
        common_name=_subject(certificate, NameOID.COMMON_NAME),
        pesel=_pesel(serial),
        organisation=_subject(certificate, NameOID.ORGANIZATION_NAME),
        tax_number=_tax_number(_subject(certificate, NameOID.ORGANIZATION_IDENTIFIER)),
        number=_number(serial),
        kind=_kind(certificate),
    )


def _subject(certificate: x509.Certificate, oid: ObjectIdentifier) -> str:
    values = (attribute.value for attribute in certificate.subject.get_attributes_for_oid(oid))
    return " ".join(value for value in values if isinstance(value, str))


def _pesel(serial: str) -> str:
    """A number with a wrong checksum proves nobody."""
    match = NATURAL_PERSON.fullmatch(serial)
    if not match:
        return ""
    try:
        return str(pesel_number.validate(match[1]))
    except ValidationError:
        return ""


def _number(serial: str) -> str:
    plain = serial.strip()
    return "" if NATURAL_PERSON.fullmatch(plain) and not _pesel(plain) else plain


def _tax_number(identifier: str) -> str:
    match = TAX_NUMBER.fullmatch(identifier)
    return match[1] if match else ""


def _kind(certificate: x509.Certificate) -> SignatureKind | None:
    try:
        policies = certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
    except x509.ExtensionNotFound:
        return None
    kinds = (POLICIES.get(policy.policy_identifier.dotted_string) for policy in policies)
    return next((kind for kind in kinds if kind), None)
