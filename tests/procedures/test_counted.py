"""A number that editors can change stands in no text by hand: the text says it as it is on the day."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone, translation

from procedures import catalogue, lasting, terms
from procedures.deadlines import rules
from procedures.language import letters
from procedures.outputs import texts
from procedures.tables import changes, counted, statements, statuses
from procedures.tables.changes import Change, Changes

BY_HAND = Path(__file__).parent / "numbers_by_hand.toml"
NUMBER = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|thirty|forty|sixty|ninety)"
)
SAID = re.compile(
    rf"\b{NUMBER}[- ](?:[a-z]+ )?(?:days?|weeks?|months?|hours?)\b"
    rf"|\d (?:PLN|zł)|(?:PLN|zł) \d|\b\d+[- ](?:dni|miesi|godz)",
    re.IGNORECASE,
)
BEFORE, CHANGED = DAYS = date(2026, 12, 31), date(2027, 1, 1)
POLISH = ["w terminie 1 miesiąca", "14 dni"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def every_text() -> Iterator[str]:
    yield from texts.all_texts()
    for procedure in catalogue.procedures():
        yield from (sentence.official for sentence in procedure.instruction)


def test_no_text_names_a_number_by_hand_but_those_that_say_why() -> None:
    listed = [text for reason in tomllib.loads(BY_HAND.read_text())["reasons"] for text in reason["texts"]]
    by_hand = {text.replace("\xa0", " ") for text in every_text() if SAID.search(text)}
    assert by_hand - set(listed) == set(), "name a rule or a unit, as %(appeal)s, or say why none has it"
    assert set(listed) - by_hand == set(), "no text says this any more"
    assert len(listed) == len(set(listed))


def test_every_reason_is_said() -> None:
    reasons = tomllib.loads(BY_HAND.read_text())["reasons"]
    assert all(reason["why"] and reason["texts"] for reason in reasons)


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("en", 14, "You can appeal within 14 days"),
        ("en", 1, "You can appeal within 1 day"),
        ("pl", 1, "Możesz się odwołać w ciągu 1 dnia"),
        ("pl", 3, "Możesz się odwołać w ciągu 3 dni"),
        ("pl", 22, "Możesz się odwołać w ciągu 22 dni"),
        ("uk", 21, "Ви можете подати апеляцію (odwołanie) протягом 21 дня"),
        ("uk", 14, "Ви можете подати апеляцію (odwołanie) протягом 14 днів"),
        ("ar", 1, "يمكنك الطعن خلال يوم واحد"),
        ("ar", 2, "يمكنك الطعن خلال يومين"),
        ("ar", 7, "يمكنك الطعن خلال 7 أيام"),
        ("ar", 14, "يمكنك الطعن خلال 14 يومًا"),
        ("ar", 100, "يمكنك الطعن خلال 100 يوم"),
    ],
)
def test_the_word_goes_with_its_number_in_every_language(language: str, days: int, said: str) -> None:
    with translation.override(language):
        assert lasting.named("You can appeal within %(days)s days", days) == said


@pytest.mark.parametrize(
    ("language", "months", "said"),
    [
        ("en", 1, "The office decides within 1 month"),
        ("en", 2, "The office decides within 2 months"),
        ("pl", 1, "Urząd załatwia sprawę w ciągu 1 miesiąca"),
        ("pl", 3, "Urząd załatwia sprawę w ciągu 3 miesięcy"),
        ("uk", 1, "Установа вирішує справу протягом 1 місяця"),
        ("uk", 6, "Установа вирішує справу протягом 6 місяців"),
        ("ar", 1, "يبتّ المكتب خلال شهر واحد"),
        ("ar", 2, "يبتّ المكتب خلال شهرين"),
        ("ar", 6, "يبتّ المكتب خلال 6 أشهر"),
        ("ar", 18, "يبتّ المكتب خلال 18 شهرًا"),
    ],
)
def test_months_go_with_their_number_as_days_do(language: str, months: int, said: str) -> None:
    with translation.override(language):
        assert lasting.named("The office decides within %(months)s months", None, months) == said


@pytest.mark.parametrize("language", ["pl", "uk", "ar"])
def test_no_language_leaves_a_name_in_its_words(language: str) -> None:
    with translation.override(language):
        for text in every_text():
            if name := counted.name_in(text):
                for days in (0, 1, 2, 3, 5, 11, 21, 100):
                    assert f"%({name})" not in counted.plural(text, name, days)


@pytest.fixture
def approved(monkeypatch: pytest.MonkeyPatch) -> Changes:
    """From 2027 on an appeal has 21 days, and a decision about a temporary permit 3."""
    known = Changes((_change("rules", "appeal", 21), _change("terms", "foreigners:112a(1)", 3)))
    monkeypatch.setattr(changes, "current", lambda: known)
    return known


def _change(table: str, key: str, number: int, field: str = "days") -> Change:
    day = date(2026, 11, 28)
    return Change(
        table=table,
        field=field,
        key=key,
        value=number,
        source="Dz.U.",
        checked_on=day,
        valid_from=CHANGED,
        approved_on=day,
    )


def test_an_approved_number_is_said_from_its_day_on(approved: Changes) -> None:
    text = "Read the conditions in the decision. If something is wrong, you can appeal in %(appeal)s days from service."
    assert [counted.said(text, on=day)[-24:] for day in (BEFORE, CHANGED)] == [
        "in 14 days from service.",
        "in 21 days from service.",
    ]
    with translation.override("ar"):
        assert "خلال 21 يومًا من" in counted.said(text, on=CHANGED)
    assert counted.official("w terminie %(appeal)s dni", on=CHANGED) == "w terminie 21 dni"


def test_a_unit_that_no_rule_counts_is_named_by_its_place_in_the_law(approved: Changes) -> None:
    text = next(row.law for row in statuses.track("temporary-residence").rows if "112a_1" in row.law)
    with translation.override("uk"):
        assert [counted.said(text, on=day)[:29] for day in (BEFORE, CHANGED)] == [
            "Закон дає установі 60 днів (с",
            "Закон дає установі 3 дні (ст.",
        ]


def test_months_of_a_unit_and_of_a_rule_are_said_from_their_day_on(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Changes(
        (
            _change("terms", "foreigners:210(1)", 12, "months"),
            _change("terms", "kpa:35(3)-complicated", 4, "months"),
            _change("rules", "family-of-protected", 9, "months"),
            _change("rules", "defects", 10, "least"),
        )
    )
    monkeypatch.setattr(changes, "current", lambda: known)
    coming = next(row.law for row in statuses.track("permanent-residence").rows if "210_1" in row.law)
    family = next(each.text for each in catalogue.procedure("family").conditions if "family_of" in each.text)
    lacking = next(row.text for row in statements.table() if "%(defects)s" in row.text)
    texts_of = (coming, family, lacking, "%(kpa_35_3_complicated)s months when the case is especially complicated.")
    words = [[re.findall(r"\d+ (?:months|days)", counted.said(text, on=day)) for text in texts_of] for day in DAYS]
    assert words == [
        [["6 months"], ["6 months"], ["7 days"], ["2 months"]],
        [["12 months"], ["9 months"], ["10 days"], ["4 months"]],
    ]
    assert [rules.rule("family-of-protected", day).months for day in DAYS] == [6, 9]
    assert [counted.official("w terminie %(foreigners_210_1)s miesięcy", on=day)[11:] for day in DAYS] == [
        "6 miesięcy",
        "12 miesięcy",
    ]


def test_one_month_and_one_day_are_written_as_polish_writes_one() -> None:
    assert [counted.official(text) for text in ("w terminie %(kpa_35_3)s miesięcy", "14 dni")] == POLISH


def test_statuses_and_statements_follow(approved: Changes, monkeypatch: pytest.MonkeyPatch) -> None:
    leave = next(row for row in statements.table() if "%(leave)s" in row.text)
    assert "30 days to leave" in statements.said(leave).text
    known = Changes((_change("rules", "leave", 10), _change("rules", "appeal", 9)))
    monkeypatch.setattr(changes, "current", lambda: known)
    monkeypatch.setattr(timezone, "localdate", lambda: CHANGED)
    assert "10 days to leave" in statements.said(leave).text
    said = [
        statuses.track("temporary-residence").said(row.key, CHANGED)
        for row in statuses.track("temporary-residence").rows
    ]
    assert any("appeal in 9 days" in each.todo for each in said)
    assert not any("%(" in words for each in said for words in (each.law, each.todo, each.stay.why))


def test_the_last_day_of_a_letter_follows_the_rule_of_the_day_it_runs_from(approved: Changes) -> None:
    procedure, form = catalogue.procedure("appeal"), catalogue.form_of("appeal")
    served = [{"matter": "appeal", "servedOn": f"{day}"} for day in ("2026-12-01", "2027-02-01")]
    counted_from = [letters.deadline(procedure.running, form, answers) for answers in served]
    assert [each.day for each in counted_from if each] == [date(2026, 12, 15), date(2027, 2, 22)]


def test_every_term_says_what_the_law_gives_and_once(approved: Changes) -> None:
    for procedure in catalogue.procedures():
        for term in terms.of((*procedure.terms, *procedure.duties), on=CHANGED):
            said = lasting.said(term)
            assert "%(" not in f"{said.title} {said.text}"
            assert not ("%(days)s" in term.title and lasting.lasts(term))
