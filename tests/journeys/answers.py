"""One invented person's answers to the whole form, step by step, in the canonical shape of the published schema."""

from typing import Any

type Step = dict[str, Any]

NONE = {"none": True}
LAST_LAWFUL_DAY = "2027-03-01"
EMPLOYER_EMAIL = "kadry@example.test"
UNIVERSITY_EMAIL = "dziekanat@example.test"
HOST_EMAIL = "wolontariat@example.test"
OLENA: dict[str, Step] = {
    "name": {
        "surname": "Kovalenko",
        "givenNames": "Olena",
        "familyName": "Kovalenko",
        "previousSurnames": NONE,
        "previousNames": NONE,
    },
    "birth": {
        "birthDate": "1992-03-05",
        "sex": "K",
        "birthPlace": "Lviv",
        "birthCountry": "UKR",
        "pesel": "92030512343",
        "fatherName": "Petro",
        "motherName": "Iryna",
        "motherMaidenName": NONE,
    },
    "about-you": {
        "citizenships": ["UKR"],
        "nationality": {"pl": "ukraińska"},
        "maritalStatus": "panna",
        "education": "wyzsze_II",
        "heightCm": 170,
        "eyeColour": "piwne",
        "specialMarks": NONE,
    },
    "contact": {"phone": "+48512345678", "email": "olena@example.test"},
    "origin": {
        "originAddress.country": "UKR",
        "originAddress.voivodeship": "Lvivska",
        "originAddress.county": NONE,
        "originAddress.municipality": NONE,
        "originAddress.city": "Lviv",
        "originAddress.street": "Zelena",
        "originAddress.houseNo": "12",
        "originAddress.postalCode": "79000",
    },
    "previous": {
        "prevAddress.country": "UKR",
        "prevAddress.voivodeship": "Lvivska",
        "prevAddress.county": NONE,
        "prevAddress.municipality": NONE,
        "prevAddress.city": "Lviv",
        "prevAddress.street": NONE,
        "prevAddress.houseNo": "12",
        "prevAddress.postalCode": NONE,
    },
    "passport": {
        "docChoice": "travelDoc",
        "travelDoc.series": "FA",
        "travelDoc.number": "123456",
        "travelDoc.issueDate": "2021-04-10",
        "travelDoc.expiryDate": "2031-04-10",
        "travelDoc.authority": {"name": "4601", "country": "UKR"},
        "travelDoc.otherPersons": 0,
    },
    "place": {
        "plAddress.voivodeship": "14",
        "plAddress.county": "Warszawa",
        "plAddress.municipality": "Warszawa",
        "plAddress.city": "Warszawa",
        "plAddress.street": "Lipowa",
        "plAddress.houseNo": "7",
        "plAddress.flatNo": "3",
        "plAddress.postalCode": "00-316",
    },
    "family": {
        "family": [
            {
                "name": "Taras Kovalenko",
                "sex": "M",
                "birthDate": "2015-06-01",
                "kinship": "child",
                "citizenships": ["UKR"],
                "residence": "Warszawa",
                "applies": False,
                "dependent": True,
            }
        ]
    },
    "stays": {
        "previousStays": [{"from": "2019-01-10", "to": "2019-04-01", "basis": "visa-free"}],
        "inPoland": True,
        "lastEntry": "2024-02-20",
        "stayBasis": "2",
    },
    "journeys": {"travels5y": [{"country": "DEU", "from": "2023-07-01", "to": "2023-07-14"}]},
    "means": {"means": {"pl": "Wynagrodzenie za pracę."}, "insurance": {"pl": "NFZ, z umowy o pracę."}},
    "legal": {"detention": NONE, "convicted": False, "pendingProceedings": False, "liabilities": False},
    "reasons": {
        "justification": {
            "pl": "Chcę dalej pracować w Polsce.",
            "own": "Хочу далі працювати в Польщі.",
            "language": "uk",
        },
        "thirdPartyEmail": [EMPLOYER_EMAIL],
    },
}
TRADER: dict[str, Step] = {"purpose": {"businessByOffice": False}, **OLENA}  # she runs a business herself
DIRECTOR: dict[str, Step] = {"purpose": {"businessByOffice": True}, **OLENA}  # she sits on the board of her company
EMPLOYER: dict[str, Step] = {
    "employer": {
        "entityKind": "legalPersonOrUnit",
        "employerKind": "ordinary",
        "e.name": "Przykład Sp. z o.o.",
        "e.address": {
            "street": "Marszałkowska",
            "houseNo": "1",
            "postalCode": "00-624",
            "city": "Warszawa",
            "country": "POL",
        },
        "e.legalBasis": {"register": "krs", "krs": "0000123456"},
        "e.regon": "123456785",
        "e.nip": "5260250274",
        "e.phone": "+48221234567",
        "e.email": EMPLOYER_EMAIL,
    },
    "job": {
        "j.position": {"pl": "Programistka"},
        "j.occupation": {"code": "251401", "name": "Programista aplikacji"},
        "j.place": {"street": "Marszałkowska", "houseNo": "1", "city": "Warszawa", "country": "POL"},
        "j.contract": "employment",
        "j.time": {"fraction": "1"},
        "j.pay": {"amount": "9000.00", "per": "month"},
        "j.duties": {"pl": "Tworzenie i utrzymanie oprogramowania."},
        "j.from": "2027-01-01",
        "j.to": "2028-12-31",
        "j.pkd": "62.10.B",
    },
    "statements": {"v.7": "a"},
}
RESEARCH: dict[str, Step] = {  # annex 4, by the applicant
    "unit": {
        "o.name": "Instytut Chemii Fizycznej PAN",
        "o.address": {
            "street": "Kasprzaka",
            "houseNo": "44",
            "postalCode": "01-224",
            "city": "Warszawa",
            "country": "POL",
        },
        "o.register": {"register": {"other": {"pl": "Rejestr instytutów naukowych PAN"}}, "number": "RIN-II-5/98"},
        "o.regon": "000326049",
    },
    "programme": {
        "p.covered": True,
        "p.kind": "agreement",
        "p.name": {"pl": "Porozumienie o wspólnym kształceniu doktorantów"},
        "p.inst": "Uniwersytet Warszawski, ul. Krakowskie Przedmieście 26/28, 00-927 Warszawa",
    },
}
BLUE_CARD: dict[str, Step] = {  # annex 2, by the applicant
    "qualifications": {
        "q.isRegulated": False,
        "q.higher": {"pl": "Magister informatyki, dyplom Politechniki Lwowskiej nr 12345 z 30.06.2015"},
    },
    "other-state": {
        "bc.stay": "twelve",
        "bc12.state": "DEU",
        "bc12.days": 800,
        "bc12.series": NONE,
        "bc12.number": "YZ1234567",
        "bc12.issue": "2023-05-02",
        "bc12.expiry": "2027-05-01",
        "bc12.authority": "Landesamt für Einwanderung Berlin",
    },
}
STUDIES: dict[str, Step] = {  # annex 5, by the university
    "institution": {
        "o.name": "Uniwersytet Przykładowy",
        "o.address": {
            "street": "Akademicka",
            "houseNo": "5",
            "postalCode": "00-901",
            "city": "Warszawa",
            "country": "POL",
        },
        "o.regon": "123456785",
        "o.phone": "+48225550100",
        "o.email": UNIVERSITY_EMAIL,
    },
    "studies": {
        "s.from": "2026-10-01",
        "s.to": "2029-06-30",
        "s.field": {"pl": "Informatyka"},
        "s.level": {"pl": "Studia pierwszego stopnia, stacjonarne, odpłatne"},
        "s.lang": {"pl": "Język polski, poziom B2"},
    },
    "programme": {
        "p.covered": True,
        "p.kind": "agreement",
        "p.name": {"pl": "Porozumienie o wymianie studentów"},
        "p.inst": "Uniwersytet Lwowski, ul. Uniwersytecka 1, 79000 Lwów",
    },
    "progress": {
        "studiesContinued": True,
        "s.progress": {"pl": "Zaliczony pierwszy rok studiów, wszystkie zajęcia obowiązkowe."},
    },
}
VOLUNTEERING: dict[str, Step] = {  # annex 3, by the host
    "host": {
        "o.kind": "volunteer",
        "o.name": "Fundacja Przykładowa",
        "o.address": {
            "street": "Piękna",
            "houseNo": "3",
            "postalCode": "00-539",
            "city": "Warszawa",
            "country": "POL",
        },
        "o.register": {"register": "krs", "krs": "0000654321"},
        "o.regon": "123456785",
        "o.phone": "+48225550300",
        "o.email": HOST_EMAIL,
    },
}
TRAINEESHIP: dict[str, Step] = {  # annex 3, by the organiser
    "host": {
        "o.kind": "trainee",
        "o.name": "Przykładowe Biuro Projektów sp. z o.o.",
        "o.address": {
            "street": "Piękna",
            "houseNo": "3",
            "postalCode": "00-539",
            "city": "Warszawa",
            "country": "POL",
        },
        "o.register": {"register": "krs", "krs": "0000765432"},
        "o.regon": "123456785",
        "o.phone": "+48225550300",
        "o.email": HOST_EMAIL,
    },
}
OTHERWISE: dict[str, dict[str, Step]] = {  # what she answers otherwise for a purpose without an annex
    "family": {
        "about-you": {"maritalStatus": "mężatka"},
        "family": {
            "family": [
                {
                    "name": "Andrij Kovalenko",
                    "sex": "M",
                    "birthDate": "1990-09-12",
                    "kinship": "spouse",
                    "citizenships": ["UKR"],
                    "residence": "Warszawa",
                    "applies": False,
                    "dependent": False,
                }
            ]
        },
        "sponsor": {"sponsor.asksFor": "none"},
        "reasons": {"justification": {"pl": "Chcę mieszkać z mężem, który ma w Polsce zezwolenie na pobyt stały."}},
    },
    "family-of-citizen": {
        "about-you": {"maritalStatus": "mężatka"},
        "family": {
            "family": [
                {
                    "name": "Jan Nowak",
                    "sex": "M",
                    "birthDate": "1989-02-03",
                    "kinship": "spouse",
                    "citizenships": ["POL"],
                    "residence": "Warszawa",
                    "applies": False,
                    "dependent": False,
                }
            ]
        },
        "reasons": {"justification": {"pl": "Chcę mieszkać z mężem, obywatelem polskim."}},
    },
    "other-circumstances": {
        "purpose": {"purposeOther": {"pl": "Ukończyłam studia na polskiej uczelni i szukam pracy."}},
        "reasons": {"justification": {"pl": "Szukam w Polsce pracy po studiach na Politechnice Warszawskiej."}},
    },
    "research-family-mobility": {
        "about-you": {"maritalStatus": "mężatka"},
        "reasons": {"justification": {"pl": "Chcę być z mężem, który prowadzi tu badania rozpoczęte w Niemczech."}},
    },
    "trafficking-victim": {
        "means": {"means": {"none": True}, "insurance": {"none": True}},
        "reasons": {"justification": {"pl": "Współpracuję z prokuraturą w sprawie przeciwko sprawcom."}},
    },
    "short-stay": {
        "reasons": {"justification": {"pl": "Muszę osobiście stawić się przed sądem jako świadek."}},
    },
    "eu-long-term-resident": {
        "about-you": {"occupation": "informatyczka"},
        "stays": {"stayBasis": "3", "currentDoc": "Karta pobytu RP0123456, Wojewoda Mazowiecki, do 1.03.2027"},
        "income": {
            "incomeSource": {"pl": "Umowa o pracę na czas nieokreślony."},
            "dependants": 1,
            "income": {"pl": "2025: 120000 zł, 2024: 110000 zł, 2023: 96000 zł; umowa o pracę."},
            "insurance": {"pl": "NFZ, z umowy o pracę."},
        },
        "europe": {"ltrElsewhere": NONE, **{f"euStay.{each}": NONE for each in "abcde"}},
        "reasons": {"justification": {"pl": "Mieszkam i pracuję w Polsce od sześciu lat i chcę tu zostać."}},
    },
    "permanent-residence": {
        "ground": {"ground": "195-1-4"},
        "about-you": {"maritalStatus": "mężatka", "occupation": "nauczycielka"},
        "spouse": {
            "spouse.names": "Jan Nowak",
            "spouse.previous": NONE,
            "spouse.familyName": "Nowak",
            "spouse.sex": "M",
            "spouse.birthDate": "1989-02-03",
            "spouse.citizenships": ["POL"],
            "spouse.address": "ul. Lipowa 7/3, 00-316 Warszawa",
        },
        "stays": {"stayBasis": "3", "currentDoc": "Karta pobytu RP0123456, Wojewoda Mazowiecki, do 1.03.2027"},
        "legal": {"taxLiabilities": False},
        "reasons": {"justification": {"pl": "Jestem od czterech lat żoną obywatela polskiego i mieszkam w Warszawie."}},
    },
    "cukr": {
        "ground": {"ground": "own", "statusHeld": True, "caseGoesOn": False},
        "passport": {
            "passport.number": "FA123456",
            "passport.expiryDate": "2031-04-10",
            "passportShown": True,
            "registerComplete": True,
        },
    },
    "seasonal-work": {
        "means": {"means": {"pl": "Wynagrodzenie za pracę sezonową."}, "insurance": {"pl": "NFZ, z umowy o pracę."}},
        "reasons": {"justification": {"pl": "Chcę dalej pracować sezonowo przy zbiorach owoców."}},
    },
}


def of_purpose(key: str) -> dict[str, Step]:
    """All her answers for the procedure of this key."""
    changed = OTHERWISE.get(key, {})
    return {step: OLENA.get(step, {}) | changed.get(step, {}) for step in dict.fromkeys([*OLENA, *changed])}
