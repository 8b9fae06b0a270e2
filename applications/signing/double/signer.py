"""Makes the signatures of the double: good ones, and bad ones on command."""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from lxml import etree
from signxml.algorithms import DigestAlgorithm, SignatureConstructionMethod, SignatureMethod
from signxml.xades.xades import XAdESSigner


def sign(document: bytes, identity: Path) -> bytes:
    """An enveloped XAdES signature as the last child of the root."""
    pem = identity.read_bytes()
    key = serialization.load_pem_private_key(pem, None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("The test authority issues elliptic-curve keys only")
    signer = XAdESSigner(
        method=SignatureConstructionMethod.enveloped,
        signature_algorithm=SignatureMethod.ECDSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
    )
    root = signer.sign(parse(document), key=key, cert=[x509.load_pem_x509_certificate(pem)])
    return serialize(root)


def sign_twice(document: bytes, identity: Path) -> bytes:
    return sign(sign(document, identity), identity)


def sign_other_content(document: bytes, identity: Path) -> bytes:
    """A good signature, but over a document that was changed before it was signed."""
    root = parse(document)
    root.set("changed-by", "the test service")
    return sign(serialize(root), identity)


def parse(document: bytes) -> etree._Element:
    return etree.fromstring(document, etree.XMLParser(resolve_entities=False, no_network=True))


def serialize(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


MANNERS = {"": sign, "sign-twice": sign_twice, "sign-other-content": sign_other_content}
