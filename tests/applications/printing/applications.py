"""Applications on paper as somebody writes them, in place of a form that nobody here has seen."""

from tests.applications.printing.letters import Steps

NONE = {"none": True}
OLENA: Steps = {
    "name": {
        "surname": "Kowalenko",
        "previousSurnames": NONE,
        "familyName": "Kowalenko",
        "givenNames": "Olena",
        "previousNames": NONE,
    },
    "birth": {
        "fatherName": "Petro",
        "motherName": "Halyna",
        "motherMaidenName": "Bondar",
        "birthDate": "1992-03-05",
        "sex": "K",
        "birthPlace": "Lwów",
        "birthCountry": "UKR",
        "pesel": "92030512343",
    },
    "contact": {"phone": "+48600700800", "email": "olena@example.test"},
    "passport": {
        "docChoice": "travelDoc",
        "travelDoc.number": "FN482913",
        "travelDoc.issueDate": "2022-03-14",
        "travelDoc.expiryDate": "2032-03-14",
        "travelDoc.authority": {"name": "Ministerstwo Spraw Zagranicznych", "country": "UKR"},
        "travelDoc.otherPersons": 0,
    },
    "place": {
        "plAddress.voivodeship": "14",
        "plAddress.county": "Warszawa",
        "plAddress.municipality": "Warszawa",
        "plAddress.city": "Warszawa",
        "plAddress.street": "Prosta",
        "plAddress.houseNo": "5",
        "plAddress.flatNo": "7",
        "plAddress.postalCode": "00-838",
    },
}
PERMIT = {"permit.decisionNo": "WSC-II-P.6151.12345.2025 z dnia 3 listopada 2025 r., Wojewoda Mazowiecki"}
OLD_CARD = {"oldCard.number": "ZK1234567", "oldCard.expiryDate": "2027-11-03"}
CARD: Steps = {
    "request": {"requestKind": "replace", "reason": "1", "reasonOn": "2026-11-20", "permit.kind": "temporary"},
    **OLENA,
    "about-you": {
        "citizenships": ["UKR"],
        "maritalStatus": "mężatka",
        "heightCm": 168,
        "eyeColour": "niebieskie",
    },
    "permit": {**PERMIT, **OLD_CARD},
    "justification": {"justification": {"pl": "Zmiana nazwiska po zawarciu małżeństwa."}},
}
VISA: Steps = {
    **{key: answers for key, answers in OLENA.items() if key != "passport"},
    "passport": {key: answer for key, answer in OLENA["passport"].items() if key != "docChoice"},
    "about-you": {
        "nationality": {"pl": "ukraińska"},
        "citizenships": ["UKR"],
        "maritalStatus": "panna",
        "education": "wyzsze_II",
        "occupation": "tłumaczka",
        "heightCm": 168,
        "eyeColour": "niebieskie",
        "specialMarks": NONE,
    },
    "extension": {
        "ext.visaKind": "D",
        "stayUntil": "2026-12-20",
        "ext.days": 60,
        "ext.to": "2027-02-18",
        "ext.entries": "MULT",
    },
    "reasons": {"justification": {"pl": "Leczenie w szpitalu po wypadku, którego nie można było przewidzieć."}},
    "means": {"means": ["gotówka", "ubezpieczenie zdrowotne"], "employment": NONE},
    "journeys": {"travels5y": [{"country": "DEU", "from": "2025-06-01", "to": "2025-06-14"}]},
    "last-visa": {
        "insurance": {"pl": "Ubezpieczenie w NFZ do dnia 30 czerwca 2027 r."},
        "lastVisa.entry": "2026-01-10",
        "lastVisa.days": 345,
        "lastVisa.number": "VPL123456",
        "lastVisa.issueDate": "2025-12-15",
        "lastVisa.from": "2026-01-05",
        "lastVisa.to": "2026-12-20",
        "lastVisa.authority": {"name": "Konsul RP we Lwowie", "country": "POL"},
    },
}
