"""Named rules, derivations and amounts in words."""

from datetime import date

import pytest
import time_machine

from procedures.language import rules, words
from procedures.language.rules import RULES
from procedures.language.schema import JSON


@time_machine.travel("2026-11-22 12:00")
@pytest.mark.parametrize(
    ("name", "values", "holds"),
    [
        ("not-in-future", ["2026-11-22"], True),
        ("not-in-future", ["2026-11-23"], False),
        ("not-in-future", ["2026"], True),
        ("not-in-future", ["2027"], False),
        ("not-expired", ["2026-11-22"], True),
        ("not-expired", ["2026-11-21"], False),
        ("plausible-age", ["1906"], True),
        ("plausible-age", ["1905-12-31"], False),
        ("in-order", ["2020-05-01", "2020-05-01"], True),
        ("in-order", ["2020-05-02", "2020-05-01"], False),
        ("in-order", ["2020-05-02", "2020-05"], True),
        ("expiry-after-issue", ["2020-05-01", "2020-05-01"], False),
        ("expiry-after-issue", ["2020-05-01", "2030-05-01"], True),
        ("issued-after-birth", ["1992", "1992-01-01"], True),
        ("issued-after-birth", ["1992-03-05", "1992-03-04"], False),
        ("pesel-fits-birth", ["44051401359", "1944-05-14"], True),
        ("pesel-fits-birth", ["44051401359", "1944"], True),
        ("pesel-fits-birth", ["44051401359", "1944-05-15"], False),
        ("pesel-fits-birth", ["02070803628", "1902-07-08"], True),
        ("pesel-fits-sex", ["44051401359", "M"], True),
        ("pesel-fits-sex", ["44051401359", "K"], False),
        ("in-poland", [True], True),
        ("in-poland", [False], False),
        ("apart", [[]], True),
        ("apart", [[{"from": "2020-01-01", "to": "2020-03-01"}, {"from": "2020-03-01", "to": "2020-04-01"}]], True),
        ("apart", [[{"from": "2020-03-01", "to": "2020-04-01"}, {"from": "2020-01-01", "to": "2020-03-02"}]], False),
        ("apart", [[{"from": "2020-01", "to": "2020-03"}, {"from": "2020-03", "to": "2020-04"}]], True),
        ("apart", [[{"from": "2020-01", "to": "2020-05"}, {"from": "2020-03", "to": "2020-04"}]], False),
        ("apart", [[{"from": "2020-01-01"}, {"from": "2020-01-01", "to": "2020-04-01"}]], True),
        ("before-entry", [[{"from": "2020-01-01", "to": "2020-03-01"}], "2020-03-01"], True),
        ("before-entry", [[{"from": "2020-01-01", "to": "2020-03-02"}], "2020-03-01"], False),
        ("before-entry", [[{"from": "2020-01-01", "to": "2020-03"}], "2020-03-01"], True),
        ("was-abroad", ["2021-11-21", {"none": True}], True),
        ("was-abroad", ["2021-11-22", {"none": True}], False),
        ("was-abroad", ["2026-11-01", [{"country": "DEU"}]], True),
        ("journeys-before-entry", [[{"country": "DEU", "to": "2026-11-01"}], "2026-11-01"], True),
        ("journeys-before-entry", [[{"country": "DEU", "to": "2026-11-02"}], "2026-11-01"], False),
        ("journeys-before-entry", [[{"country": "DEU", "to": "2026-11"}], "2026-11-01"], True),
        ("insured", [{"none": True}], False),
        ("insured", [{"pl": "Brak."}], False),
        ("insured", [{"pl": "NFZ"}], True),
        ("insured-through-work", [{"none": True}], False),
        ("insured-in-most-cases", [{"none": True}], False),
        ("lasts-three-months", ["2027-02-22"], True),
        ("lasts-three-months", ["2027-02-21"], False),
        ("lasts-three-months", ["2026-11-21"], True),
        ("lasts-as-long", ["2028-05-31", "2028-05-31"], True),
        ("lasts-as-long", ["2028-05-30", "2028-05-31"], False),
        ("lasts-as-long", ["2028-05", "2028-05-31"], True),
        ("lasts-as-long", ["2027-02-21", "2028-05-31"], True),  # told as running out within three months
        ("twelve-months", [360], True),
        ("twelve-months", [359], False),
        ("six-months", [180], True),
        ("six-months", [179], False),
        ("code-of-voivodeship", ["00-624", "14"], True),
        ("code-of-voivodeship", ["00-624", "12"], False),
        ("within-three-years", ["2026-01-01", "2028-12-31"], True),
        ("within-three-years", ["2026-01-01", "2029-01-02"], False),
        ("declared-clean", ["a"], True),
        ("declared-clean", ["b"], False),
        ("status-held", [True], True),
        ("status-held", [False], False),
        ("no-case-to-end", [False], True),
        ("no-case-to-end", [True], False),
        ("passport-shown", [True], True),
        ("passport-shown", [False], False),
        ("register-complete", [True], True),
        ("register-complete", [False], False),
    ],
)
def test_rule(name: str, values: list[JSON], holds: bool) -> None:
    assert RULES[name].check(*values) is holds


def test_every_rule_has_its_law_and_is_tested() -> None:
    assert all(bool(rule.law) != bool(rule.reason) and str(rule.message) for rule in RULES.values())


def test_partly_known_date_means_its_first_and_last_day() -> None:
    assert (rules.earliest("2024-02"), rules.latest("2024-02")) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (rules.earliest("2024"), rules.latest("2024")) == (date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("4806.50", "cztery tysiące osiemset sześć złotych pięćdziesiąt groszy"),
        ("1.01", "jeden złoty jeden grosz"),
        ("22.12", "dwadzieścia dwa złote dwanaście groszy"),
        ("1000000.00", "milion złotych zero groszy"),
        ("5012113.33", "pięć milionów dwanaście tysięcy sto trzynaście złotych trzydzieści trzy grosze"),
        ("0.02", "zero złotych dwa grosze"),
    ],
)
def test_amount_in_polish_words(amount: str, said: str) -> None:
    assert words.money(amount) == said
    assert rules.pay_in_words({"amount": amount, "per": "month"}) == said


def test_voivode_is_derived_from_the_place_of_stay() -> None:
    assert rules.voivode("24") == "Wojewoda Śląski"
