"""The machine readable zone: the specimens of ICAO Doc 9303, and what people make of it."""

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from procedures import catalogue
from procedures.language import mrz
from procedures.language.mrz import UnreadableZone, Zone

pytestmark = pytest.mark.usefixtures("english")

PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"  # part 4
SMALL_CARD = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"  # part 5
CARD = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"  # part 6
DIGITS = [place for place, sign in enumerate(PASSPORT) if sign.isdigit()]


@pytest.mark.parametrize(
    ("lines", "document", "number"),
    [(PASSPORT, "P", "L898902C3"), (SMALL_CARD, "I", "D23145890"), (CARD, "I", "D23145890")],
)
def test_specimens_are_read(lines: str, document: str, number: str) -> None:
    assert mrz.read(lines) == Zone(
        document=document,
        surname="ERIKSSON",
        given_names="ANNA MARIA",
        number=number,
        nationality="UTO",
        birth_date="1974-08-12",
        sex="F",
        expiry="2012-04-15",
    )


@pytest.mark.parametrize(
    "typed",
    [PASSPORT.lower(), PASSPORT.replace("\n", ""), PASSPORT.replace("<<", " << "), f" \u200b{PASSPORT}\r\n\r\n",
     PASSPORT.replace("<<", "«"), PASSPORT.replace("0", "０")],
)  # fmt: skip
def test_it_is_read_however_it_is_pasted(typed: str) -> None:
    assert mrz.read(typed) == mrz.read(PASSPORT)


@given(place=st.sampled_from(DIGITS), step=st.integers(1, 9))
def test_one_digit_wrong_is_always_seen(place: int, step: int) -> None:
    spoiled = f"{PASSPORT[:place]}{(int(PASSPORT[place]) + step) % 10}{PASSPORT[place + 1 :]}"
    with pytest.raises(UnreadableZone, match="its check digit does not fit"):
        mrz.read(spoiled)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "Write the whole lines"),
        (PASSPORT[:-1], "Write the whole lines"),
        (PASSPORT.replace("ERIKSSON", "ЕRIKSSON"), "They have only letters A–Z, digits and <"),
        (f"V{PASSPORT[1:]}", "These are the lines of another document"),
        (PASSPORT.replace("L898902C3", "L898902C8"), "does not fit: number of the document"),
        (PASSPORT.replace("740812", "740813"), "does not fit: date of birth"),
        (PASSPORT.replace("120415", "120416"), "does not fit: expiry date"),
        (PASSPORT.replace("ZE184226B", "ZE184227B"), "does not fit: the last line"),
    ],
)
def test_what_cannot_be_read_says_where(lines: str, said: str) -> None:
    with pytest.raises(UnreadableZone) as caught:
        mrz.read(lines)
    assert said in str(caught.value)


def test_a_long_number_goes_on_behind_its_check_digit() -> None:
    """Part 5, note j: D23145890 and 734, whose digit is 9."""
    card = "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"
    assert mrz.read(card).number == "D23145890734"


def test_dates_are_of_the_past_or_not_yet_over() -> None:
    with time_machine.travel("2026-11-22 12:00"):
        births = {"260101": "2026-01-01", "270101": "1927-01-01", "92<<<<": "1992", "9203<<": "1992-03", "<<<<<<": ""}
        assert {digits: mrz._day(digits, born=True) for digits in births} == births
        assert [mrz._day(digits, born=False) for digits in ("310228", "<<<<<<")] == ["2031-02-28", ""]
        with pytest.raises(UnreadableZone, match="no such day"):
            mrz._day("310230", born=False)


def test_what_the_form_has_no_answer_for_is_left_blank() -> None:
    form, read = catalogue.form("temporary-residence"), mrz.read(PASSPORT)
    assert mrz.answer(read, "nationality", form.field("citizenships")) is None
    assert mrz.answer(read, "sex", form.field("sex")) == "K"
    german = Zone(
        document="P", number="", nationality="D", expiry="", surname="", given_names="", birth_date="", sex="<"
    )
    assert mrz.answer(german, "nationality", form.field("citizenships")) == ["DEU"]
    assert mrz.answer(german, "sex", form.field("sex")) is None
    assert mrz.answer(german, "number", form.field("travelDoc.number")) is None
