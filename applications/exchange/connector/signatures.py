"""Verifies XAdES by ourselves: exactly one signature, last in the root; only what it covers is read."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.util import namespaces
from signxml.xades.xades import XAdESSignatureConfiguration, XAdESVerifier

from applications.exchange.protocol import documents
from applications.exchange.protocol.backend import BackendUnavailable, MessageRefused

SIGNATURE = f"{{{namespaces.ds}}}Signature"
CONFIGURATION = XAdESSignatureConfiguration(
    location="./",
    expect_references=False,  # what they cover is compared below
    signature_methods=frozenset(
        {
            SignatureMethod.ECDSA_SHA256,
            SignatureMethod.ECDSA_SHA384,
            SignatureMethod.ECDSA_SHA512,
            SignatureMethod.RSA_SHA256,
            SignatureMethod.RSA_SHA384,
            SignatureMethod.RSA_SHA512,
        }
    ),
    digest_algorithms=frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512}),
)
SUBJECT = {
    "surname": NameOID.SURNAME,
    "given_names": NameOID.GIVEN_NAME,
    "number": NameOID.SERIAL_NUMBER,
    "common_name": NameOID.COMMON_NAME,
    "organisation": NameOID.ORGANIZATION_NAME,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What a good signature covers, and whom its certificate names."""

    root: etree._Element = field(repr=False)
    signer: Mapping[str, str] = field(repr=False)


def verify(content: bytes, *, trust: Path) -> Signed:
    """The root without its signature, as the signature covers it."""
    if not trust.exists():
        raise BackendUnavailable("the list of trusted signature authorities is not there")
    root = documents.parse(content)
    signatures = list(root.iter(SIGNATURE))
    if len(signatures) != 1 or root[-1] is not signatures[0]:
        raise MessageRefused("not exactly one signature at the end of the document")
    try:
        results = list(XAdESVerifier().verify(content, ca_pem_file=str(trust), expect_config=CONFIGURATION))
    except (SignXMLException, etree.LxmlError, ValueError, KeyError, TypeError, AttributeError):
        # `from None`: signxml's texts name the certificate's subject
        raise MessageRefused("the signature does not hold") from None
    root.remove(signatures[0])
    whole = canonical(root)
    covered = [result.signed_xml for result in results if result.signed_xml is not None]
    document = next((element for element in covered if canonical(element) == whole), None)
    if document is None:
        raise MessageRefused("the signature does not cover the document")
    return Signed(root=document, signer=_signer(signatures[0], results[0].signature_key))


def canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", with_comments=False)


def _signer(signature: etree._Element, key: bytes) -> dict[str, str]:
    """From the one certificate whose key verified."""
    texts = [item.text or "" for item in signature.iter(f"{{{namespaces.ds}}}X509Certificate")]
    found = [item for item in map(_certificate, texts) if _public(item) == key]
    if len(found) != 1:
        raise MessageRefused("not exactly one certificate fits the signature")
    subject = found[0].subject
    named = {name: subject.get_attributes_for_oid(oid) for name, oid in SUBJECT.items()}
    return {name: str(attributes[0].value) for name, attributes in named.items() if attributes}


def _certificate(text: str) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(base64.b64decode(text))
    except ValueError as error:
        raise MessageRefused("a certificate in the signature can't be read") from error


def _public(certificate: x509.Certificate) -> bytes:
    return certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
