"""Cover letters to official forms, as somebody writes them: what differs, and whom each goes to."""

from tests.applications.printing.letters import OLENA, Steps

HOST: Steps = {
    "unit": {"unitName": "Przykład Polska sp. z o.o.", "regon": "123456785", "actingName": "Anna Nowak"},
    "your-address": OLENA["your-address"],
}
FOREIGNER: Steps = {
    "foreigner": {
        "foreignerName": "Taras Kowalenko",
        "foreignerBirthDate": "1990-07-12",
        "foreignerCitizenships": ["UKR"],
    }
}
OFFICE: Steps = {"office": {"office": "14"}}
PAID: Steps = {"fee": {"feePaid": "transfer", "feeOn": "2026-11-20"}}
UNPAID: Steps = {"fee": {"feePaid": "unpaid"}}
NO_PAPERS: Steps = {"papers": {"papers": {"none": True}}}
MARRIAGE: Steps = {"papers": {"papers": [{"paper": "marriage", "given": "copy", "translated": "sworn"}]}}
PERMIT: Steps = {"permit": {"permitNumber": "WSC-II-P.6151.12345.2025", "permitOn": "2025-11-03"}}
FAMILY: Steps = {"family": {"familyGround": "foreigner", "consent": "given", "together": False}}
ISSUE: Steps = {"request": {"request": "issue"}}

COVER_LETTERS: dict[str, Steps] = {
    "change-of-permit": {**OLENA, **PERMIT, **OFFICE, **PAID, **NO_PAPERS},
    "family-abroad": {**OLENA, **FOREIGNER, **FAMILY, **OFFICE, **PAID, **MARRIAGE},
    "ict": {**HOST, **FOREIGNER, **OFFICE, **PAID, **NO_PAPERS},
    "mobile-ict": {**HOST, **FOREIGNER, **OFFICE, **UNPAID, **NO_PAPERS},
    "travel-document": {**OLENA, **ISSUE, **OFFICE, **PAID, **NO_PAPERS},
    "identity-document": {**OLENA, **ISSUE, **OFFICE, **PAID, **NO_PAPERS},
    "temporary-travel-document": {**OLENA, "office": {"where": "poland", "office": "14"}, **PAID, **NO_PAPERS},
    "invitation": {"sender": {"sender": "person"}, **OLENA, **FOREIGNER, **OFFICE, **PAID, **NO_PAPERS},
}
