"""Verifies one enveloped XAdES signature over a known document and returns the certificate that made it."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.utils import timezone
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureMethod
from signxml.exceptions import InvalidCertificate, InvalidInput, SignXMLException
from signxml.util import namespaces
from signxml.verifier import VerifyResult
from signxml.xades.xades import XAdESSignatureConfiguration, XAdESVerifier, XAdESVerifyResult

from applications.signing.errors import (
    BrokenSignature,
    CertificateNotValid,
    NotOneSignature,
    NotSigned,
    OtherDocument,
    UntrustedCertificate,
)

SIGNATURE = f"{{{namespaces.ds}}}Signature"
CLOCK_SKEW = timedelta(minutes=5)
CONFIGURATION = XAdESSignatureConfiguration(
    location="./",
    expect_references=False,  # any number: what they cover is compared below
    signature_methods=frozenset(
        method
        for method in SignatureMethod
        if method.name.startswith(("ECDSA_SHA", "RSA_SHA", "SHA")) and "SHA1" not in method.name
    ),
    digest_algorithms=frozenset({DigestAlgorithm.SHA256, DigestAlgorithm.SHA384, DigestAlgorithm.SHA512}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A signature that holds."""

    certificate: x509.Certificate
    signed_at: datetime  # as the signer's own clock says


def verify(signed: bytes, *, document: bytes, trust: Path) -> Signature:
    """The one signature of `signed`, which is `document` with it and nothing else.

    A signing time without a time stamp proves nothing about the past: the certificate has to be valid then and now.
    """
    root = _parse(signed)
    _require_one_signature(root)
    results = _verify(signed, root, trust)
    _require_document(root, results, document)
    certificate = _certificate(results[0])
    signed_at = _signing_time(results)
    inside = certificate.not_valid_before_utc <= signed_at <= certificate.not_valid_after_utc
    if not inside or signed_at > timezone.now() + CLOCK_SKEW:
        raise CertificateNotValid
    return Signature(certificate=certificate, signed_at=signed_at)


def canonical(element: etree._Element, *, comments: bool) -> bytes:
    """Canonical XML, in which two equal documents are equal bytes; a signature does not cover comments."""
    return etree.tostring(element, method="c14n", with_comments=comments)


def _parse(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotSigned from error
    if etree.ElementTree(root).docinfo.doctype:  # type: ignore[attr-defined]  # missing in the stubs
        raise NotSigned
    return root


def _require_one_signature(root: etree._Element) -> None:
    signatures = list(root.iter(SIGNATURE))
    if not signatures:
        raise NotSigned
    if len(signatures) > 1 or root[-1] is not signatures[0]:
        raise NotOneSignature


def _verify(signed: bytes, root: etree._Element, trust: Path) -> list[VerifyResult]:
    # `from None`: signxml's texts name the certificate's subject, and personal data stay out of tracebacks
    try:
        return list(XAdESVerifier().verify(signed, ca_pem_file=str(trust), expect_config=CONFIGURATION))
    except InvalidCertificate:
        now = timezone.now()
        if all(item.not_valid_before_utc <= now <= item.not_valid_after_utc for item in _certificates(root)):
            raise UntrustedCertificate from None
        raise CertificateNotValid from None
    except InvalidInput:
        raise NotSigned from None
    except (SignXMLException, etree.LxmlError, ValueError, KeyError, TypeError, AttributeError):
        # signxml parses what a stranger sent: a malformed signature surfaces as any of these
        raise BrokenSignature from None


def _require_document(root: etree._Element, results: list[VerifyResult], document: bytes) -> None:
    """What the signature covers, and what is left without it, are both our document."""
    sent = _parse(document)
    covered = [canonical(result.signed_xml, comments=False) for result in results if result.signed_xml is not None]
    root.remove(root[-1])
    is_covered = canonical(sent, comments=False) in covered
    if not is_covered or canonical(root, comments=True) != canonical(sent, comments=True):
        raise OtherDocument


def _certificate(result: VerifyResult) -> x509.Certificate:
    """The certificate whose key verified; a second one with the same key could carry another name."""
    made_it = [item for item in _certificates(result.signature_xml) if _public_key(item) == result.signature_key]
    if len(made_it) != 1:
        raise BrokenSignature
    return made_it[0]


def _certificates(element: etree._Element) -> list[x509.Certificate]:
    found = element.iter(f"{{{namespaces.ds}}}X509Certificate")
    try:
        return [x509.load_der_x509_certificate(b64decode(item.text or "")) for item in found]
    except ValueError as error:
        raise BrokenSignature from error


def _public_key(certificate: x509.Certificate) -> bytes:
    return certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _signing_time(results: list[VerifyResult]) -> datetime:
    """From the signed properties; the verifier has made sure that they are there."""
    properties = next(result.signed_properties for result in results if isinstance(result, XAdESVerifyResult))
    text = properties.findtext(f"{{{namespaces.xades}}}SigningTime") or ""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BrokenSignature from error
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
