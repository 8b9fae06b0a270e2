"""What each kind makes of what is typed, and that every refusal is true of it and says what to write."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from procedures.language.kinds import KINDS
from procedures.language.kinds.composites import KIND_OF_PART
from procedures.language.schema import JSON, Field

pytestmark = pytest.mark.usefixtures("english")
PART = Field(key="x", kind="fraction", label="X")


def parsed(kind: str, raw: Any, **declared: Any) -> JSON:
    field = Field(key="x", kind=kind, label="X", **declared)
    return KINDS[kind].form_field(field).parse(raw)


def refused(kind: str, raw: Any, **declared: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        parsed(kind, raw, **declared)
    return " ".join(caught.value.messages)


def typed_date(text: str) -> dict[str, str]:
    return dict(zip(("day", "month", "year"), text.split("/"), strict=True))


@pytest.mark.parametrize(
    ("least", "typed", "known"),
    [
        ("year", "00/00/1968", "1968"),
        ("year", "0/0/1968", "1968"),
        ("year", "00/5/1968", "1968-05"),
        ("year", "٠٠/٠٥/١٩٦٨", "1968-05"),
        ("year", "//1968", "1968"),
        ("month", "00/05/1968", "1968-05"),
        ("day", "05/03/1968", "1968-03-05"),
    ],
)
def test_date_of_zeros_is_one_not_known(least: str, typed: str, known: str) -> None:
    assert parsed("date", typed_date(typed), least=least) == known


@pytest.mark.parametrize(
    ("least", "typed", "said"),
    [
        ("day", "00/05/1968", "Enter the day as a number from 1 to 31"),
        ("day", "05/00/1968", "Enter the month as a number from 1 to 12"),
        ("day", "00/00/1968", "Enter the month as a number from 1 to 12"),
        ("month", "00/00/1968", "Enter the month as a number from 1 to 12"),
        ("year", "05/00/1968", "Enter the month as a number from 1 to 12"),
        ("year", "00/00/0000", "Enter the year with four digits"),
        ("year", "05/03/0000", "Enter the year with four digits"),
        ("year", "31/02/1968", "There is no such day in the calendar"),
        ("year", "05/Mar/1968", "Write the date in digits"),
    ],
)
def test_date_that_is_not_known_enough_is_refused(least: str, typed: str, said: str) -> None:
    assert refused("date", typed_date(typed), least=least) == said


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("pesel", "4405140135", "A PESEL number has 11 digits"),
        (
            "pesel",
            "44051401358",
            "This PESEL number has a mistake: its check digit does not fit. Compare it with the document",
        ),
        (
            "pesel",
            "00000000000",
            "This PESEL number has a mistake: its first six digits are no date. Compare it with the document",
        ),
        (
            "pesel",
            "44023101353",
            "This PESEL number has a mistake: its first six digits are no date. Compare it with the document",
        ),
        ("nip", "0000000000", "This is no NIP number: it begins with nine zeros. Compare it with the document"),
        ("nip", "000-000-00-00", "This is no NIP number: it begins with nine zeros. Compare it with the document"),
        ("regon", "000000000", "This is no REGON number: it begins with nine zeros. Compare it with the document"),
        ("regon", "00000000000000", "This is no REGON number: it begins with nine zeros. Compare it with the document"),
        (
            "nip",
            "5260250275",
            "This NIP number has a mistake: its check digit does not fit. Compare it with the document",
        ),
    ],
)
def test_number_of_a_register_is_refused_with_what_is_wrong(kind: str, typed: str, said: str) -> None:
    assert refused(kind, typed) == said


@pytest.mark.parametrize(
    "typed",
    [
        "+48 600 700 800",
        "600\u2011700\u2011800",
        "0048600700800",
        "+380 44 123 45 67",
        "+49 30 1234567",
        "＋４８６００７００８００",
    ],
)
def test_whole_telephone_number_is_kept(typed: str) -> None:
    assert str(parsed("phone", typed)).startswith("+")


@pytest.mark.parametrize(
    "number", ["+48600700800", "+380441234567", "+447911123456", "+8613812345678", "+9647901234567", "+84912345678",
               "+998901234567", "+375291234567", "+12025550123"]
)  # fmt: skip
def test_telephone_number_one_digit_short_is_refused(number: str) -> None:
    assert parsed("phone", number) == number
    assert (
        refused("phone", number[:-1])
        == "Write the whole telephone number with its country code, such as +48 600 700 800"
    )


def test_telephone_number_of_a_range_opened_lately_is_kept() -> None:
    """The tables know no Polish mobile 99x yet; it is as long as one."""
    assert parsed("phone", "+48 990 700 800") == "+48990700800"


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (
            "name",
            "Олена",
            "Write it in Latin letters, as in the passport. This is in another alphabet: “О”, “л”, “е”, “н”, “а”",
        ),
        (
            "name",
            "علي",
            "Write it in Latin letters, as in the passport. This is in another alphabet: “ع”, “ل”, “ي”",
        ),
        (
            "name",
            "Jan 2",
            "The filed document cannot show these in a name: “2”. "
            "Take them out, or write the name as in the two bottom lines of the passport",
        ),
        ("name", "-", "A name has letters. Write it as in the passport"),
        ("name", "´", "A name has letters. Write it as in the passport"),
        ("name", "\u0301", "A name has letters. Write it as in the passport"),
        (
            "text",
            "Київ",
            "Write it in Latin letters, as in the documents. This is in another alphabet: “К”, “и”, “ї”, “в”",
        ),
        ("text", "ul. 😀", "The filed document cannot show: “😀”. Take it out or write it in words"),
        (
            "document-number",
            "FН482913",
            "This is in another alphabet: “Н”. Type it again with a Latin keyboard",
        ),
        (
            "document-number",
            "FN/482913",
            "Write it with letters A–Z and digits only, as in the document, without spaces and other signs",
        ),
        ("email", "оlena@example.com", "This is in another alphabet: “о”. Type it again with a Latin keyboard"),
        ("krs", "123456", "A KRS number has 10 digits, with the zeros it begins with"),
        ("krs", "00000000000", "A KRS number has 10 digits, with the zeros it begins with"),
        ("krs", "0000 000 000", "This is no KRS number: all its digits are zeros"),
        ("iban", "PL61", "Write the number of the account (IBAN) with its country: PL and 26 digits"),
        (
            "iban",
            "61109010140000071219812875",
            "This IBAN number has a mistake: its check digits do not fit. Compare it with the bank’s",
        ),
        (
            "iban",
            "XX61109010140000071219812874",
            "This IBAN number has a mistake: its check digits do not fit. Compare it with the bank’s",
        ),
        (
            "occupation",
            {"code": "51200", "name": "Kucharz"},
            "Code of the occupation: The code of an occupation has six digits, for example 512001",
        ),
        ("occupation", {"code": "512001", "name": ""}, "Name of the occupation: answer is missing"),
        (
            "occupation",
            {"code": "512001", "name": "Кухар"},
            "Name of the occupation: Write it in Latin letters, as in the documents. "
            "This is in another alphabet: “К”, “у”, “х”, “а”, “р”",
        ),
        ("email", "olena@", "Write an e-mail address like name@example.com"),
        ("pkd", "62.10.В", "This is in another alphabet: “В”. Type it again with a Latin keyboard"),
    ],
)
def test_refusal_is_true_of_what_was_typed(kind: str, typed: Any, said: str) -> None:
    assert refused(kind, typed) == said


def test_name_that_may_be_none_says_so() -> None:
    assert refused("name", "-", none=True) == "A name has letters. Write it as in the passport, or choose “none” below"


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("name", "Jan  Maria", "Jan Maria"),
        ("name", "G‘ulomov", "Gʻulomov"),
        ("name", "O´Neill", "O’Neill"),
        ("text", "Fargʻona", "Fargʻona"),
        ("text", "١٢", "12"),
        ("integer", "۱۷۸", 178),
        ("pesel", "٤٤٠٥١٤٠١٣٥٩", "44051401359"),
        ("postal-code", "００－６２４", "00-624"),
        ("document-number", "fn\u00a0482\u200b913", "FN482913"),
        ("krs", "0000 123-456", "0000123456"),
        ("krs", "٠٠٠٠١٢٣٤٥٦", "0000123456"),
        ("iban", "pl61 1090 1014 0000 0712 1981 2874", "PL61109010140000071219812874"),
        ("iban", "61 1090 1014 0000 0712 1981 2874", "PL61109010140000071219812874"),
        ("iban", "UA213223130000026007233566001", "UA213223130000026007233566001"),
        ("occupation", {"code": "5120.01", "name": " Kucharz "}, {"code": "512001", "name": "Kucharz"}),
        ("email", "\ufeffolena@example.com\u200b", "olena@example.com"),
    ],
)
def test_what_another_keyboard_writes_is_understood(kind: str, typed: Any, kept: JSON) -> None:
    assert parsed(kind, typed) == kept


def test_own_words_are_of_any_script_and_what_is_filed_is_not() -> None:
    own = "می\u200cخواهم کار کنم 👩\u200d🍳"
    raw = {"own": own, "pl": "Chcę pracować", "language": "fa"}
    assert parsed("free-text", raw) == raw
    assert refused("free-text", {**raw, "pl": "Я хочу"}) == (
        "This text is filed: write it in Polish, in Latin letters. This is in another alphabet: “Я”, “х”, “о”, “ч”, “у”"
    )
    assert refused("free-text", {**raw, "own": "a\x00"}) == "These signs cannot be read: U+0000. Take them out"


@pytest.mark.parametrize("typed", ["1", "1/2", "3/4", "7/8", "8/9", "9/10", "½", "5 / 6"])
def test_part_of_full_time_is_at_most_the_whole(typed: str) -> None:
    assert KIND_OF_PART["fraction"].form_field(PART).clean(typed) == typed.replace("½", "1/2").replace(" ", "")


@pytest.mark.parametrize("typed", ["3/2", "2/1", "9/8", "2", "1/1", "2/2", "0", "1/0"])
def test_more_than_full_time_is_refused_and_told_what_full_time_is(typed: str) -> None:
    with pytest.raises(ValidationError) as caught:
        KIND_OF_PART["fraction"].form_field(PART).clean(typed)
    assert caught.value.messages == [
        "Write the part of full time as 1, 1/2, 3/4 and so on: at most 1, which is full time"
    ]


@given(account=st.integers(0, 10**24 - 1), place=st.integers(2, 27), step=st.integers(1, 9))
def test_one_digit_wrong_in_an_account_number_is_always_seen(account: int, place: int, step: int) -> None:
    """Check digits as ISO 7064 (MOD 97-10) counts them: P is 25 and L is 21."""
    inside = f"{account:024}"
    right = f"PL{98 - int(f'{inside}252100') % 97:02}{inside}"
    spoiled = f"{right[:place]}{(int(right[place]) + step) % 10}{right[place + 1 :]}"

    assert parsed("iban", right) == parsed("iban", right[2:]) == right
    assert refused("iban", spoiled).startswith("This IBAN number has a mistake")
