"""The PDF of a receipt: its texts in Polish and in the person's own language."""

from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from applications.receipts import documents, seal, upo
from applications.receipts.upo import Confirmation

TEMPLATE = Path(__file__).parent / "templates" / "receipt.typ"
# What is printed on a receipt: the official Polish, and the msgid of every other language
WORDS = {
    "title": ("Urzędowe poświadczenie odbioru (UPO)", _("Official receipt (UPO)")),
    "filed": ("Złożono, czas w Warszawie", _("Filed, Warsaw time")),
    "number": ("Numer poświadczenia", _("Receipt number")),
    "applicant": ("Wnioskodawca", _("Applicant")),
    "document": ("Dokument", _("Document")),
    "authority": ("Organ, do którego złożono wniosek", _("Authority the application was submitted to")),
    "application": ("Identyfikator wniosku", _("Application id")),
    "message": ("Identyfikator wiadomości do rejestru", _("Id of the message to the register")),
    "digest": ("Skrót SHA-256 podpisanego wniosku", _("SHA-256 digest of the signed application")),
    "files": ("Przekazane pliki i ich skróty", _("Files passed on and their digests")),
    "name": ("Nazwa pliku", _("File name")),
    "note": (
        "Poświadczenie potwierdza, że podpisany wniosek złożono w chwili podanej wyżej (art. 106d ust. 5 i 6 ustawy "
        "o cudzoziemcach). Nie rozstrzyga, czy wniosek jest kompletny.",
        _(
            "The receipt confirms that the signed application was filed at the moment given above (art. 106d(5) and "
            "(6) of the Act on foreigners). It does not say whether the application is complete."
        ),
    ),
    "verify": (
        "Każdy, komu pokażesz to poświadczenie, może sprawdzić je na tej stronie; nie ma na niej danych osobowych",
        _("Anybody you show this receipt to can check it on this page; it shows no personal data"),
    ),
}
QR_ALT = "Kod QR z adresem strony, na której można sprawdzić poświadczenie"
CODES = frozenset({"application", "message", "digest"})


def render(sealed_xml: bytes, *, language: str) -> bytes:
    """Polish first, the person's own language beside it; made from the sealed XML, so that the two cannot differ."""
    confirmation = upo.read(seal.opened(sealed_xml))
    polish, own = _texts(language)
    data: dict[str, Any] = {
        "language": language,
        "rtl": translation.get_language_info(language)["bidi"],
        "number": confirmation.number,
        "moment": f"{confirmation.filed_at:%d.%m.%Y %H:%M:%S}",
        "qr": documents.qr_code(confirmation.verification_url),
        "qr_alt": QR_ALT,
        "url": confirmation.verification_url,
        "pl": polish,
        "own": own,
        "rows": [_row(key, value, polish, own) for key, value in _values(confirmation).items() if value],
        "files": [{"name": name, "sha256": digest} for name, digest in confirmation.parts.items()],
    }
    return documents.render(TEMPLATE, data, made=confirmation.filed_at)


def _values(confirmation: Confirmation) -> dict[str, str]:
    return {
        "applicant": confirmation.applicant,
        "document": confirmation.title,
        "authority": confirmation.authority,
        "application": str(confirmation.application),
        "message": str(confirmation.message),
        "digest": confirmation.digest,
    }


def _row(key: str, value: str, polish: dict[str, str], own: dict[str, str] | None) -> dict[str, Any]:
    return {"pl": polish[key], "own": own[key] if own else "", "value": value, "code": key in CODES}


def _texts(language: str) -> tuple[dict[str, str], dict[str, str] | None]:
    polish = {key: official for key, (official, _own) in WORDS.items()}
    if language == "pl":
        return polish, None
    with translation.override(language):
        return polish, {key: str(own) for key, (_official, own) in WORDS.items()}
