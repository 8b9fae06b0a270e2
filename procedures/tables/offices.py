"""The sixteen voivodes' offices: where they are, and the accounts that fees go to once somebody has verified them."""

from dataclasses import dataclass
from datetime import date

from stdnum import iban

from procedures.errors import Unknown
from procedures.tables import dated, voivodeships


@dataclass(frozen=True, slots=True, kw_only=True)
class Office(dated.Dated):
    """`key` is the TERYT code. An unverified account appears in no slip, QR code or session.

    `checked_on` is empty until a person has checked the row with the office itself; `unsourced` names the fields for
    which no source was found.
    """

    checked_on: date | None = None  # type: ignore[assignment]  # looser than other tables: nobody has checked some rows
    unsourced: tuple[str, ...] = ()
    name: str
    label: str
    address: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    duty_recipient: str
    duty_account: str = ""
    duty_account_verified: bool = False
    card_recipient: str
    card_account: str = ""
    card_account_verified: bool = False
    remark: str = ""

    @property
    def teryt(self) -> str:
        return self.key

    @property
    def seat(self) -> str:
        return voivodeships.SEATS[self.key]

    @property
    def voivodeship(self) -> str:
        return voivodeships.NAMES[self.key]

    @property
    def voivode(self) -> str:
        return voivodeships.VOIVODES[self.key]


NRB_LENGTH = 26


def is_account(digits: str) -> bool:
    """A Polish account number (NRB) with a right checksum."""
    return len(digits) == NRB_LENGTH and digits.isdecimal() and digits.isascii() and iban.is_valid(f"PL{digits}")


def account_of(bank: str, number: str) -> str:
    """A whole account number with its checksum, of a bank's sorting code (8 digits) and at most 16 more."""
    digits = bank + number.zfill(NRB_LENGTH - len(bank) - 2)
    return f"{iban.calc_check_digits(f'PL00{digits}')}{digits}"


def office(teryt: str, *, on: date | None = None) -> Office:
    """The office of a voivodeship, on a day or as the newest row has it."""
    if on is not None:
        return dated.on(table(), teryt, on)
    found = [row for row in table() if row.key == teryt]
    if not found:
        raise Unknown(f"no office {teryt}")
    return max(found, key=lambda row: row.valid_from)


def all() -> list[Office]:
    return [office(teryt) for teryt in voivodeships.NAMES]


def table() -> tuple[Office, ...]:
    return dated.cached("offices.toml", "offices", Office)
