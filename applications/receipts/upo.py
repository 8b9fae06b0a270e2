"""The receipt as data and as XML: an official confirmation of submission (UPO), sealed by the portal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lxml import etree

from applications.receipts import seal

NAMESPACE = "http://crd.gov.pl/xml/schematy/UPO/2008/05/09/"
RECEIVER = "Moduł Obsługi Spraw (MOS)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What a receipt confirms."""

    number: str
    application: UUID
    message: UUID
    filed_at: datetime  # Warsaw time
    authority: str
    title: str
    applicant: str  # whom the application is for; empty on receipts of before
    digest: str  # SHA-256 of the signed XML, hexadecimal
    parts: Mapping[str, str]  # name -> SHA-256 of what goes to the register under it
    verification_url: str


def build(confirmation: Confirmation) -> etree._Element:
    root = etree.Element(_tag("Dokument"), nsmap={"pos": NAMESPACE})
    upp = _add(root, "UPP")
    _add(upp, "IdentyfikatorPoswiadczenia", confirmation.number)
    addressee = _add(upp, "AdresatDokumentu")
    _add(addressee, "Nazwa", confirmation.authority)
    moment = confirmation.filed_at.isoformat(timespec="milliseconds")
    _add(upp, "DataDoreczenia", moment)
    _add(upp, "DataWytworzeniaPoswiadczenia", moment)
    _add(upp, "IdentyfikatorDokumentu", str(confirmation.application))
    for kind, value in _details(confirmation):
        _add(upp, "InformacjaUzupelniajaca", value, TypInformacjiUzupelniajacej=kind)
    return root


def sealed(confirmation: Confirmation) -> bytes:
    return seal.sign(build(confirmation))


def read(root: etree._Element) -> Confirmation:
    """The inverse of build, of XML whose seal was checked."""
    details = [
        (element.get("TypInformacjiUzupelniajacej", ""), element.text or "")
        for element in root.iter(_tag("InformacjaUzupelniajaca"))
    ]
    fixed = dict(details)
    return Confirmation(
        number=_text(root, "IdentyfikatorPoswiadczenia"),
        application=UUID(_text(root, "IdentyfikatorDokumentu")),
        message=UUID(fixed["IdentyfikatorWiadomosci"]),
        filed_at=datetime.fromisoformat(_text(root, "DataDoreczenia")),
        authority=_text(root, "Nazwa"),
        title=fixed["NazwaDokumentu"],
        applicant=fixed.get("Wnioskodawca", ""),
        digest=fixed["SkrotSHA256"],
        parts=dict(_part(value) for kind, value in details if kind == "Plik"),
        verification_url=fixed["AdresSprawdzenia"],
    )


def _details(confirmation: Confirmation) -> list[tuple[str, str]]:
    fixed = [
        ("System", RECEIVER),
        ("NazwaDokumentu", confirmation.title),
        *([("Wnioskodawca", confirmation.applicant)] if confirmation.applicant else []),
        ("IdentyfikatorWiadomosci", str(confirmation.message)),
        ("SkrotSHA256", confirmation.digest),
        ("AdresSprawdzenia", confirmation.verification_url),
    ]
    return fixed + [("Plik", f"{name} SHA256 {digest}") for name, digest in sorted(confirmation.parts.items())]


def _part(text: str) -> tuple[str, str]:
    name, digest = text.split(" SHA256 ")
    return name, digest


def _text(root: etree._Element, name: str) -> str:
    element = root.find(f".//{_tag(name)}")
    return (element.text or "") if element is not None else ""


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    child = etree.SubElement(parent, _tag(name), attributes)
    child.text = text
    return child


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"
