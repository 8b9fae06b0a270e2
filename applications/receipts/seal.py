"""The portal's seal on receipts: an enveloped XAdES signature by its own certificate."""

from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from lxml import etree
from signxml.algorithms import SignatureConstructionMethod, SignatureMethod
from signxml.xades.xades import XAdESSigner, XAdESVerifier


def sign(document: etree._Element) -> bytes:
    """The document with the seal as its last child."""
    key, certificate = _material(settings.PORTAL_SEAL_KEY, settings.PORTAL_SEAL_CERTIFICATE)
    # A signer keeps state, so each document gets a new one
    signer = XAdESSigner(method=SignatureConstructionMethod.enveloped, signature_algorithm=SignatureMethod.ECDSA_SHA256)
    signed = signer.sign(document, key=key, cert=[certificate])
    return etree.tostring(signed, xml_declaration=True, encoding="UTF-8")


def opened(sealed: bytes) -> etree._Element:
    """What our seal covers; raises signxml's InvalidSignature for anything else."""
    _, certificate = _material(settings.PORTAL_SEAL_KEY, settings.PORTAL_SEAL_CERTIFICATE)
    results = XAdESVerifier().verify(sealed, x509_cert=certificate, expect_references=3)
    covered: etree._Element | None = results[0].signed_xml
    if covered is None:
        raise ValueError("the seal covers no document")
    return covered


@cache
def _material(key_path: Path, certificate_path: Path) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
    key = serialization.load_pem_private_key(key_path.read_bytes(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{key_path} must hold an elliptic curve key")
    return key, x509.load_pem_x509_certificate(certificate_path.read_bytes())
