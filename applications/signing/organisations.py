"""Whether what a certificate and a form say of an organisation can be one and the same."""

import re

from applications.signing import names

# Legal forms, in full and as registers and people shorten them: they tell no two companies apart
LEGAL_FORMS = re.compile(
    r"""\b(?:
      (?:prosta\s+)?spółka\s+(?:z\s+ograniczoną\s+odpowiedzialnością|akcyjna|komandytowo[\s-]+akcyjna|komandytowa|
        jawna|partnerska|cywilna)
      | sp\.?\s*z\s*\.?\s*o\s*\.?\s*o | s\.?\s*k\.?\s*a | s\.?\s*a | sp\.?\s*[kjp] | s\.?\s*c | p\.?\s*s\.?\s*a
      | spółdzielnia | fundacja | stowarzyszenie
    )\b\.?""",
    re.IGNORECASE | re.VERBOSE,
)


def may_be_one(*, name: str, other_name: str, number: str = "", other_number: str = "") -> bool:
    """By tax number where both have one, else by name: a word more or less is one name, and what is not said agrees."""
    if number and other_number:
        return number == other_number
    if not name or not other_name:
        return True
    return names.overlap(_proper(name), _proper(other_name))


def _proper(name: str) -> str:
    """Without the legal form, unless it is all there is."""
    proper = LEGAL_FORMS.sub(" ", name)
    return proper if re.search(r"\w", proper) else name
